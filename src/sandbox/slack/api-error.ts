import type { Json } from './slack-objects.js';

/** A refusal as the Web API states it; `defect` when the call itself is wrong, whatever the circumstances. */
export class ApiError extends Error {
  constructor(
    readonly error: string,
    readonly details: Json = {},
    readonly defect = false,
  ) {
    super(error);
  }

  /** A refusal with Slack's `response_metadata.messages`. */
  static defect(error: string, messages: string[] = []): ApiError {
    return new ApiError(error, messages.length > 0 ? { response_metadata: { messages } } : {}, true);
  }
}
