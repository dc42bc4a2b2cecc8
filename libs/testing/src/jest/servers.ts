import type { EmbeddedPostgres } from '@callmesh/event-sourcing';

/** What the global set-up started and the global tear-down stops. */
export const servers: { readonly postgres: EmbeddedPostgres; readonly dataDir: string }[] = [];
