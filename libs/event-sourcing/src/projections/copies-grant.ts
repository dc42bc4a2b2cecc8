import { OWNER_ROLE } from '../provisioning/roles.js';
import type { Grant } from '../provisioning/provisioned-steps.js';

/** Copies of read models lie in schemas of their own, which the tables' owner makes when an operator asks for one. */
export const copiesGrant: Grant = {
  name: 'copies of read models',
  run: async (administrator) => {
    await administrator.query(`do $$ begin execute format('grant create on database %I to ${OWNER_ROLE}', current_database()); end $$`);
  },
};
