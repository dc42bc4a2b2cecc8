import type { MigrationInterface } from 'typeorm';
import { OWNER_ROLE } from './roles.js';

/** Runs what has not run yet, as the role that will own the tables, each migration in its own transaction. The caller holds the lock. */
export async function runMigrations(adminUrl: string, schema: string, migrations: readonly (new () => MigrationInterface)[]): Promise<void> {
  // Loaded here alone: it takes longer than the rest of a start in which nothing has to be migrated.
  const { DataSource } = await import('typeorm');
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    synchronize: false,
    extra: { options: `-c search_path=${schema} -c role=${OWNER_ROLE}`, max: 2 },
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}
