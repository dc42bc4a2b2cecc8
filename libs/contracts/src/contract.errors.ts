/** The payload does not fit its schema. Names the field, never its value, because values may be personal. */
export class NotEncodable extends Error {
  readonly code = 'EVENT.NOT_ENCODABLE';
  constructor(
    readonly type: string,
    /** Dotted path of the first offending field; array positions in brackets: `evidence[0].startMs`. */
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${type}: field ${path} ${problem}; correct the code that makes the event, or publish a new version of its schema`);
    this.name = 'NotEncodable';
  }
}

/** The bytes are not what their schema says. */
export class NotDecodable extends Error {
  readonly code = 'EVENT.NOT_DECODABLE';
  constructor(
    readonly type: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`${type}: ${problem}`, options);
    this.name = 'NotDecodable';
  }
}

/** CloudEvents headers are missing or wrong. Names the headers, never their values. */
export class MalformedEnvelope extends Error {
  readonly code = 'ENVELOPE.MALFORMED';
  constructor(readonly faults: readonly string[]) {
    super(`CloudEvents headers: ${faults.join('; ')}`);
    this.name = 'MalformedEnvelope';
  }
}

/** The value does not start with the five-byte Confluent prefix. */
export class NotFramed extends Error {
  readonly code = 'MESSAGE.NOT_FRAMED';
  constructor(problem: string) {
    super(`${problem}: a value starts with a zero byte and a four-byte schema id (Confluent wire format); its producer does not use a schema registry`);
    this.name = 'NotFramed';
  }
}

/** The registry does not know a schema id. */
export class UnknownSchema extends Error {
  readonly code = 'SCHEMA.UNKNOWN';
  constructor(readonly schemaId: number) {
    super(`no schema with id ${schemaId} in the registry: it was written by a newer build or registered elsewhere; upgrade this service, then re-drive`);
    this.name = 'UnknownSchema';
  }
}

/** A message names its schema by GUID, and the registry does not find it that way. */
export class GuidNotResolvable extends Error {
  readonly code = 'SCHEMA.GUID_NOT_RESOLVABLE';
  constructor(
    readonly guid: string,
    why: string,
  ) {
    super(`the message names its schema by GUID ${guid}, and ${why}: have its producer write the five-byte prefix with the schema id, or use a registry that finds GUIDs, then re-drive`);
    this.name = 'GuidNotResolvable';
  }
}
