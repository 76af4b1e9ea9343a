/** As many as one group of Slack's check boxes holds. */
export const LIST_PAGE = 10;
