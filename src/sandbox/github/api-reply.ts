/** What the stand-in answers. */
export interface Reply {
  status: number;
  /** A string goes out as it is, everything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error in the shape of all GitHub's errors. */
export function errorReply(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: DOCUMENTATION, status: String(status) } };
}

/** 404, as for everything that the caller may not see. */
export function notFound(): Reply {
  return errorReply(404, 'Not Found');
}

/** 422 with the reasons. */
export function validationFailed(messages: readonly string[]): Reply {
  const errors = messages.map((message) => ({ resource: 'Request', code: 'custom', message }));
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: DOCUMENTATION, status: '422' },
  };
}
