/** What people can run into; each code has a text in the message catalogue that says what to do next. */
export type DomainErrorCode =
  | 'not-linked'
  | 'not-signed-in'
  | 'not-active'
  | 'account-changed'
  | 'person-unknown'
  | 'not-owner'
  | 'own-request'
  | 'other-workspace'
  | 'already-decided'
  | 'request-gone'
  | 'token-expired'
  | 'reason-too-long'
  | 'github-silent'
  | 'app-not-installed'
  | 'too-slow'
  | 'not-yours-to-read'
  | 'list-gone'
  | 'nothing-selected'
  | 'too-many-selected'
  | 'bulk-gone'
  | 'bulk-already-asked'
  | 'too-many-tries'
  | 'link-expired'
  | 'link-denied'
  | 'link-refused'
  | 'link-taken'
  | 'link-of-operator'
  | 'settings-not-yours';

/** A refusal with a code that adapters put into words; `details` fill the text's placeholders. */
export class DomainError extends Error {
  constructor(
    readonly code: DomainErrorCode,
    readonly details: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(code, { cause });
    this.name = 'DomainError';
  }
}

export type OutsideService = 'github' | 'slack' | 'smtp';

/**
 * How a call to the outside ended when it did not succeed.
 * `unavailable`: certainly not carried out, worth another try. `unknown`: may have been carried out.
 * `refused`: a definite no, another try would be refused too.
 */
export type OutsideFailure = 'unavailable' | 'unknown' | 'refused';

/** A failed call to GitHub, Slack or the mail server, in our own words; carries no secret. */
export class OutsideError extends Error {
  constructor(
    readonly service: OutsideService,
    readonly failure: OutsideFailure,
    /** The service's own code or HTTP status, such as `channel_not_found` or `403`. */
    readonly code: string,
    readonly options: {
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
      readonly detail?: string;
      /** The service's page where the person can mend it. */
      readonly link?: string;
    } = {},
  ) {
    super(`${service} ${failure}: ${code}`, { cause: options.cause });
    this.name = 'OutsideError';
  }
}

/** Whether Slack says that the message, which was to be updated, is not there any more. */
export function isDeletedMessage(error: unknown): boolean {
  return error instanceof OutsideError && error.service === 'slack' && error.code === 'message_not_found';
}
