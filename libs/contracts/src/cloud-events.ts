import { MalformedEnvelope } from './contract.errors.js';
import type { EventMetadata } from './event.js';
import type { EventType } from './flow.js';
import { versionBySha256, writtenVersion } from './schema-versions.js';

/** Header values as brokers hand them over. */
export type RawHeaders = Readonly<Record<string, string | Buffer | (string | Buffer)[] | undefined>>;

/** `ce_dataschema`: names the version the payload is written in; the bytes' own schema is found by the framed id. */
export function dataSchemaUri(type: EventType, schemaSha256 = ''): string {
  const { minor } = versionBySha256(schemaSha256) ?? writtenVersion(type);
  return `urn:callmesh:schema:${type}.${minor}`;
}

/** Headers of a public event: CloudEvents 1.0, Kafka protocol binding, binary mode, plus W3C `traceparent`. `schemaSha256` as in {@link EncodedEvent}; default: the minor that this build writes. */
export function toHeaders(event: { readonly type: EventType; readonly metadata: EventMetadata; readonly schemaSha256?: string }): Record<string, string> {
  const { type, metadata, schemaSha256 } = event;
  return {
    'content-type': 'application/avro',
    ce_specversion: '1.0',
    ce_id: metadata.id,
    ce_type: type,
    ce_source: metadata.source,
    ce_time: metadata.time,
    ce_subject: metadata.conversationId,
    ce_correlationid: metadata.conversationId,
    ...(metadata.causationId === null ? {} : { ce_causationid: metadata.causationId }),
    ce_tenantid: metadata.tenantId,
    ce_factid: metadata.factId,
    ce_dataschema: dataSchemaUri(type, schemaSha256),
    ...(metadata.traceparent === null ? {} : { traceparent: metadata.traceparent }),
  };
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const required = ['ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_correlationid', 'ce_tenantid', 'ce_factid'] as const;

/**
 * Reads the headers of a message; the type need not be one this build knows.
 * @throws MalformedEnvelope listing every fault.
 */
export function fromHeaders(headers: RawHeaders): { type: string; metadata: EventMetadata } {
  const given = (name: string): string => text(headers[name]) ?? '';
  const faults = required.filter((name) => !given(name)).map((name) => `${name} is missing`);
  const [time, subject, correlation] = [given('ce_time'), given('ce_subject'), given('ce_correlationid')];
  if (given('ce_specversion') !== '1.0') faults.push('ce_specversion is not 1.0');
  if (given('content-type') !== 'application/avro') faults.push('content-type is not application/avro');
  if (time && !(RFC_3339.test(time) && Number.isFinite(Date.parse(time)))) faults.push('ce_time is not a time (RFC 3339)');
  if (subject && correlation && subject !== correlation) faults.push('ce_subject and ce_correlationid differ');
  if (faults.length > 0) throw new MalformedEnvelope(faults);
  return {
    type: given('ce_type'),
    metadata: {
      id: given('ce_id'),
      source: given('ce_source'),
      time,
      conversationId: correlation,
      causationId: given('ce_causationid') || null,
      tenantId: given('ce_tenantid'),
      factId: given('ce_factid'),
      traceparent: given('traceparent') || null,
    },
  };
}

/** A header that was sent several times counts by its last value. */
function text(value: RawHeaders[string]): string | undefined {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return Buffer.isBuffer(last) ? last.toString('utf8') : last;
}
