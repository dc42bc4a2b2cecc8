import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import { createTestDatabase } from '@callmesh/testing';
import { storeUnderTest } from '../store-under-test.js';
import { cancellation } from './payload.js';

/** A store that is measured. */
export interface Contender {
  readonly name: 'callmesh' | 'emmett';
  /** Appends `count` events to a stream that has `version` events; durable when it resolves. */
  append(streamId: string, version: number, count: number): Promise<void>;
  close(): Promise<void>;
}

/** Conversations whose key is already there: what is measured is the append, not the making of keys. */
const CONVERSATIONS = 64;
const TIME = '2026-03-02T10:15:30.000Z';
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const conversationOf = (streamId: string): string => {
  let hash = 0;
  for (let i = 0; i < streamId.length; i += 1) hash = (hash * 31 + streamId.charCodeAt(i)) | 0;
  return `0d5f6a7c-2e11-5d0b-9a39-${String(Math.abs(hash) % CONVERSATIONS).padStart(12, '0')}`;
};

/** The product's own road, which every command takes: a tenant-fenced transaction, Avro, personal fields sealed by the vault's keys, guard, both indexes. */
export async function callmeshContender(serverUrl: string): Promise<Contender> {
  const { db, store, close } = await storeUnderTest(serverUrl);
  return {
    name: 'callmesh',
    async append(streamId, version, count) {
      const conversationId = conversationOf(streamId);
      const events = Array.from({ length: count }, () => cancellation(conversationId));
      const context = { conversationId, causationId: null, time: TIME, traceparent: TRACE };
      await db.transaction('acme', (tx) => store.appendWithCommit(tx, streamId, version, events, context));
    },
    close,
  };
}

/** Emmett as its documentation sets it up; the same payloads, and as metadata what callmesh keeps beside them. */
export async function emmettContender(serverUrl: string): Promise<Contender> {
  const database = await createTestDatabase(serverUrl);
  const store = getPostgreSQLEventStore(database.adminUrl);
  await store.schema.migrate();
  return {
    name: 'emmett',
    async append(streamId, version, count) {
      const conversationId = conversationOf(streamId);
      const metadata = { time: TIME, tenantId: 'acme', conversationId, causationId: null, traceparent: TRACE };
      const events: Event[] = Array.from({ length: count }, () => ({ ...cancellation(conversationId), data: { ...cancellation(conversationId).data }, metadata }));
      await store.appendToStream(streamId, events, { expectedStreamVersion: BigInt(version) });
    },
    async close() {
      await store.close();
      // Its connections end behind its back; dropping the database under them would end this process.
      await sleep(500);
      await database.drop();
    },
  };
}
