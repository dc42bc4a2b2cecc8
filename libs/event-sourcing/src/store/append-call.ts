import type pg from 'pg';
import type { EncodedEvent } from '@callmesh/contracts';
import { arrayParameter as array } from '../sql-literals.js';

/** One event as it is stored, but for its place in its stream. */
interface AppendedEvent extends EncodedEvent {
  readonly type: string;
  readonly id: string;
  /** Null where it equals the id. */
  readonly factId: string | null;
}

/** What is appended to one stream: encoded, ready for the table. */
export interface Append {
  readonly tenantId: string;
  readonly streamId: string;
  readonly expectedVersion: number;
  readonly conversationId: string;
  readonly causationId: string | null;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly traceparent: string | null;
  readonly events: readonly AppendedEvent[];
}

/** Of each append: 0 it would have fitted, 1 the stream is at another version, 2 a younger transaction came first. Null: all is stored. */
export type AppendOutcomes = readonly number[] | null;

const ONE_EVENT = {
  name: 'append_event',
  text: 'select append_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) as outcomes',
};

const ANY_NUMBER = {
  name: 'append_streams',
  text: 'select append_streams($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as outcomes',
};

/** Bytes of schema hashes, looked up: there are a few dozen of them. */
const hashes = new Map<string, Buffer>();
function hashOf(hex: string): Buffer {
  const known = hashes.get(hex) ?? Buffer.from(hex, 'hex');
  hashes.set(hex, known);
  return known;
}

/**
 * The call that appends, of one tenant, to different streams.
 * @param raise whether a stream that has moved on is an error (40001) or an answer.
 */
export function appendCall(appends: readonly [Append, ...Append[]], raise: boolean): pg.QueryConfig {
  const [first, second] = appends;
  const [event, another] = first.events;
  return !second && event && !another ? callForOne(first, event, raise) : callForAny(appends, raise);
}

function callForOne(append: Append, { type, id, factId, schemaSha256, body }: AppendedEvent, raise: boolean): pg.QueryConfig {
  const { tenantId, streamId, expectedVersion, conversationId, causationId, time, traceparent } = append;
  return { ...ONE_EVENT, values: [tenantId, raise, streamId, expectedVersion, conversationId, causationId, time, traceparent, type, id, factId, hashOf(schemaSha256), body] };
}

function callForAny(appends: readonly [Append, ...Append[]], raise: boolean): pg.QueryConfig {
  const events = appends.flatMap(({ expectedVersion, events: own }, at) => own.map((event, i) => ({ event, append: at + 1, version: expectedVersion + 1 + i })));
  let end = 0;
  const starts = events.map(({ event: { body } }) => (end += body.length) - body.length);
  return {
    ...ANY_NUMBER,
    values: [
      appends[0].tenantId,
      raise,
      array(appends, (one) => one.streamId),
      array(appends, (one) => one.expectedVersion),
      array(appends, (one) => one.conversationId),
      array(appends, (one) => one.causationId),
      array(appends, (one) => one.time),
      array(appends, (one) => one.traceparent),
      array(events, (one) => one.append),
      array(events, (one) => one.version),
      array(events, ({ event }) => event.type),
      array(events, ({ event }) => event.id),
      array(events, ({ event }) => event.factId),
      `{${starts.join(',')}}`,
      Buffer.concat(events.map(({ event }) => hashOf(event.schemaSha256))),
      Buffer.concat(events.map(({ event }) => event.body)),
    ],
  };
}

/** A stream was appended to meanwhile: nothing was kept, the work may succeed in a new transaction. */
export class StreamMoved extends Error {
  /** serialization_failure, as the database says it within a longer transaction. */
  readonly code = '40001';
  constructor({ streamId, expectedVersion }: Append) {
    super(`stream ${streamId} was appended to after version ${expectedVersion}`);
    this.name = 'StreamMoved';
  }
}
