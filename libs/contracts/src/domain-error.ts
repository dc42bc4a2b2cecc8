/** A broken rule; `code` is stable (`ACTION.NOT_AWAITING_REVIEW`), the message says what, where and what to do next. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
