/** `action_id`s of buttons; messages keep them for ever, so a landed one is never renamed. */
export const ACTIONS = {
  approve: 'token-request.approve',
  deny: 'token-request.deny',
  details: 'token-request.details',
  /** A link; Slack tells of the click all the same. */
  openPage: 'token-request.open-page',
  detailsPage: 'token-request.details-page',
} as const;

/** `callback_id`s of modals. */
export const VIEWS = {
  deny: 'token-request.deny',
  details: 'token-request.details',
} as const;

/** `block_id` and `action_id` of inputs. */
export const INPUTS = { reason: 'reason', decision: 'decision' } as const;
