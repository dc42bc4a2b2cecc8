import { inspectSchemas } from '@callmesh/event-sourcing';
import { needsOf } from '@callmesh/service-defaults';
import { allServices } from '../../host/services.js';
import { fault, note, ok } from '../finding.js';
import type { Probe } from '../probe.js';

/** Whether schemas, tables, rights and roles are what this build needs. */
export const schemasProbe: Probe = {
  name: 'migrations',
  async look({ adminUrl }) {
    if (!adminUrl) return [note('migrations', 'not looked at: that takes the administrator’s DATABASE_URL')];
    const facts = await inspectSchemas(adminUrl, allServices.map(needsOf));
    const migrate = 'run `callmesh migrate` of this build with the administrator’s DATABASE_URL; `callmesh start` does it by itself';
    if (facts.every(({ exists }) => !exists)) return [note('migrations', 'nothing has been set up in this database yet', migrate)];
    const behind = facts.filter(({ missing, rolesMissing }) => missing.length > 0 || rolesMissing.length > 0);
    const mighty = facts.flatMap(({ rolesTooMighty }) => rolesTooMighty);
    return [
      ...behind.map(({ schema, missing, rolesMissing }) => fault(`migrations of ${schema}`, `missing: ${[...rolesMissing.map((role) => `role ${role}`), ...missing].join(', ')}`, migrate)),
      ...(behind.length === 0 ? [ok('migrations', `${facts.length} schemas are what this build needs, with their roles`)] : []),
      ...(mighty.length > 0 ? [fault('roles', `${mighty.join(', ')}: superuser or BYPASSRLS, so tenants are not kept apart`, 'alter role … nosuperuser nobypassrls; services refuse to start with such a role')] : []),
    ];
  },
};
