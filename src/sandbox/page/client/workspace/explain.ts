/** Words for what Slack's client would say of a click, submission or menu that went wrong. */
export function explain(error: string): string {
  switch (error) {
    case 'timeout':
      return 'PATrol did not answer within three seconds.';
    case 'not_connected':
      return 'PATrol cannot be reached.';
    case 'invalid_options':
      return 'Slack would not show these options: see Under the hood for what PATrol answered.';
    default:
      return error.startsWith('http_') ? `PATrol answered with an error (${error.slice(5)}).` : error;
  }
}
