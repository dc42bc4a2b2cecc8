import type { Database, PostgresEventStore } from '@callmesh/event-sourcing';
import { cancellation } from '../append/payload.js';

const PER_APPEND = 50;
const CLIENTS = 16;

/** Fills a store with events of 64 conversations, each stream in appends of fifty. */
export async function fill(db: Database, store: PostgresEventStore, count: number, progress: (message: string) => void): Promise<void> {
  const appends = count / PER_APPEND;
  let next = 0;
  const client = async (): Promise<void> => {
    for (let turn = next++; turn < appends; turn = next++) {
      const conversationId = `0d5f6a7c-2e11-5d0b-9a39-${String(turn % 64).padStart(12, '0')}`;
      const events = Array.from({ length: PER_APPEND }, () => cancellation(conversationId));
      await db.transaction('acme', (tx) => store.appendWithCommit(tx, `analysis-${turn}`, 0, events, { conversationId, causationId: null, time: '2026-03-02T10:15:30.000Z' }));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  progress(`${count} events in the store`);
}
