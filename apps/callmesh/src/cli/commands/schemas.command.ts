import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

/** `callmesh schemas` */
export function schemasCommand(program: Command): void {
  const schemas = program.command('schemas').description('the schema registry of the events');
  schemas
    .command('register')
    .description('deploy step: registers every event schema of this build at SCHEMA_REGISTRY_URL and sets FULL_TRANSITIVE compatibility; safe to run again')
    .action(
      act<[], object>(async ({ output }) => {
        const { loadEnvironment, registerSchemas } = await import('@callmesh/service-defaults');
        const done = await registerSchemas(loadEnvironment());
        output.answer(done, ({ schemas: all, compatibilitySet }) => {
          const added = all.filter(({ isNew }) => isNew);
          return [
            added.length === 0 ? `✓ all ${all.length} schemas are there` : `✓ ${added.length} of ${all.length} schemas are new`,
            ...(added.length === 0 ? [] : [table(['schema', 'subject', 'id'], added.map(({ type, minor, subject, id }) => [`${type}.${minor}`, subject, id]))]),
            ...(compatibilitySet.length === 0 ? [] : [`✓ compatibility set to FULL_TRANSITIVE for ${compatibilitySet.length} subjects`]),
          ];
        });
      }),
    );
}
