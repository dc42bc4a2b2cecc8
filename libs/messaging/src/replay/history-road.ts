import { DomainError, flow } from '@callmesh/contracts';
import type { BusMessage } from '../bus.port.js';

/** Where services are asked for what the topics have deleted. */
export const REQUESTS_TOPIC = 'replay.requests';

/** The topic in which they answer; nobody but the service that asks reads it. */
export const roadTo = (service: string): string => `replay.${service}`;

/** Names the request that a message answers. */
export const REPLAY_ID = 'callmesh_replay';
/** The topic that the message was in. */
export const REPLAY_TOPIC = 'callmesh_replay_topic';
/** In the last message of a service: its name. */
export const REPLAY_END = 'callmesh_replay_end';

/** A request for history. */
export interface HistoryRequest {
  readonly id: string;
  /** Service that asks. */
  readonly asker: string;
  /** Topics, each with the time (ms since the epoch) up to which it is wanted. */
  readonly topics: Readonly<Record<string, number>>;
  /** Nothing older, ISO 8601; null: from the beginning. */
  readonly since: string | null;
  /** When it was asked, ms since the epoch. */
  readonly askedAt: number;
}

/** Services that write these topics. */
export function writersOf(topics: readonly string[]): string[] {
  return [...new Set(flow.filter(({ topic }) => topics.includes(topic)).map(({ emittedBy }) => emittedBy))].sort();
}

/** Topics that a service writes. */
export function topicsOf(service: string): string[] {
  return [...new Set(flow.filter(({ emittedBy }) => emittedBy === service).map(({ topic }) => topic))];
}

/** A request on the wire: JSON, because it is no event. */
export function requestMessage(request: HistoryRequest): BusMessage {
  return { topic: REQUESTS_TOPIC, key: request.asker, value: Buffer.from(JSON.stringify(request)), headers: { 'content-type': 'application/json' } };
}

/** @throws DomainError `REPLAY.REQUEST_UNREADABLE` */
export function readRequest(value: Buffer): HistoryRequest {
  try {
    const request = JSON.parse(value.toString()) as HistoryRequest;
    if (typeof request.id === 'string' && /^[a-z][a-z-]{0,40}$/.test(request.asker) && typeof request.topics === 'object' && typeof request.askedAt === 'number') return request;
  } catch {
    // Told below.
  }
  throw new DomainError('REPLAY.REQUEST_UNREADABLE', `a message in ${REQUESTS_TOPIC} is no request for history`);
}
