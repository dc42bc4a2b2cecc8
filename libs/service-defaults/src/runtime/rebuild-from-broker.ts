import type { Database } from '@callmesh/event-sourcing';
import { openInboxGeneration, type Bus, type CallmeshServer } from '@callmesh/messaging';

/** What a consumer that feeds a read model stands on. */
export interface FedReadModel {
  readonly db: Database;
  readonly bus: Bus;
  readonly server: CallmeshServer;
}

/**
 * Empties a read model and has its group process the topics again from their beginning, under a new inbox generation. What is older
 * than the topics' retention is not there any more. When it breaks off, running it again starts from zero.
 * @returns number of messages that now come again.
 */
export async function rebuildFromBroker({ db, bus, server }: FedReadModel, tables: readonly string[]): Promise<number> {
  const { group } = server;
  const topics = server.topics();
  await server.close();
  try {
    await openInboxGeneration(db, group);
    await db.workerTransaction(async (query) => {
      for (const table of tables) await query(`delete from ${table}`);
    });
    await bus.rewind(group, topics);
    const lag = await bus.lag(group, topics);
    return Object.values(lag).reduce((sum, messages) => sum + messages, 0);
  } finally {
    await restart(server);
  }
}

function restart(server: CallmeshServer): Promise<void> {
  return new Promise((resolve, reject) => {
    void server.listen((error) => (error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve()));
  });
}
