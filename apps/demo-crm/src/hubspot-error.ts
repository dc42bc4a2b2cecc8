import { randomUUID } from 'node:crypto';

/** An answer in HubSpot's error form (developers.hubspot.com/docs/api/error-handling). */
export class HubSpotError extends Error {
  constructor(
    readonly status: number,
    readonly category: string,
    message: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'HubSpotError';
  }

  body(): Record<string, unknown> {
    return { status: 'error', message: this.message, correlationId: randomUUID(), category: this.category, ...this.more };
  }
}

export const notFound = (what: string): HubSpotError => new HubSpotError(404, 'OBJECT_NOT_FOUND', what);

export const invalid = (message: string): HubSpotError => new HubSpotError(400, 'VALIDATION_ERROR', message);

/** HubSpot lists every property at fault as JSON inside the message. */
export function invalidProperties(faults: readonly { readonly name: string; readonly error: string; readonly message: string }[]): HubSpotError {
  const listed = faults.map((fault) => ({ isValid: false, ...fault }));
  return invalid(`Property values were not valid: ${JSON.stringify(listed)}`);
}
