import type { EmbeddedPostgres } from '@callmesh/event-sourcing';

/** What the global set-up started and the global tear-down stops. */
export const servers: { postgres?: EmbeddedPostgres; dataDir?: string } = {};
