import { flow } from '@callmesh/contracts';
import { inspectRegistry } from '@callmesh/messaging';
import { registryOptions } from '@callmesh/service-defaults';
import { fault, ok } from '../finding.js';
import { wordsOf, type Probe } from '../probe.js';

/** Whether the schema registry answers, has every schema that this build writes, and guards them. */
export const registryProbe: Probe = {
  name: 'schema registry',
  async look({ env }) {
    const options = env && registryOptions(env);
    if (!options) return [ok('schema registry', 'not used: the schemas are bundled with this build')];
    const types = flow.map(({ type }) => type);
    const facts = await inspectRegistry(options, types).catch((error: unknown) => error as Error);
    if (facts instanceof Error) return [fault('schema registry', `${new URL(options.url).host} cannot be used: ${wordsOf(facts)}`, 'start it, and set SCHEMA_REGISTRY_URL (the base of a Confluent-compatible API) and its user and password right')];
    const { missing, unguarded } = facts;
    return [
      ok('schema registry', `${new URL(options.url).host} answers`),
      missing.length > 0 ? fault('schemas', `not registered: ${missing.join(', ')}`, '`callmesh schemas register` registers them') : ok('schemas', `${types.length} are registered`),
      unguarded.length > 0
        ? fault('compatibility', unguarded.map(({ subject, level }) => `${subject} is ${level}`).join(', '), '`callmesh schemas register` sets FULL_TRANSITIVE; without it a breaking schema could be registered')
        : ok('compatibility', 'FULL_TRANSITIVE'),
    ];
  },
};
