/** The registry does not answer, or not now. Passes by itself, unless it has been away for a while already: then a message is parked at once. */
export class RegistryUnavailable extends Error {
  readonly code = 'REGISTRY.UNAVAILABLE';
  constructor(
    readonly problem: string,
    /** False when several tries failed just before: trying again right now would only hold up what does flow. */
    readonly transient = true,
    /** How long the registry asked to be left alone, ms. */
    readonly retryAfterMs = 0,
    options?: ErrorOptions,
  ) {
    super(`the schema registry ${problem}: known schemas go on, unknown ones are parked; start it or set SCHEMA_REGISTRY_URL right, then re-drive`, options);
    this.name = 'RegistryUnavailable';
  }
}

/** The registry refuses who we are. */
export class RegistryDenied extends Error {
  readonly code = 'REGISTRY.DENIED';
  constructor(status: number, what: string) {
    super(`the schema registry answered ${status} to ${what}: ${status === 401 ? 'set SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD right' : 'give its user the right to do that'}`);
    this.name = 'RegistryDenied';
  }
}

/** The registry has no such thing (404). */
export class RegistryNotFound extends Error {
  readonly code = 'REGISTRY.NOT_FOUND';
  constructor(
    what: string,
    /** The registry's own code: 40401 no such subject, 40403 no such schema; something else when it does not have the route at all. */
    readonly errorCode: number,
  ) {
    super(`the schema registry has no ${what}: is SCHEMA_REGISTRY_URL the base of a Confluent-compatible API (Apicurio: …/apis/ccompat/v7)?`);
    this.name = 'RegistryNotFound';
  }

  /** It knows the route, and what was asked for is not there. */
  get isAnswer(): boolean {
    return this.errorCode >= 40_400 && this.errorCode < 40_500;
  }
}

/** The registry says no, in its own words: an incompatible or invalid schema, a subject that may not be written. */
export class RegistryRefused extends Error {
  readonly code = 'REGISTRY.REFUSED';
  constructor(
    readonly status: number,
    what: string,
    /** What the registry said. */
    readonly words: string,
  ) {
    super(`the schema registry answered ${status} to ${what}: ${words}`);
    this.name = 'RegistryRefused';
  }
}
