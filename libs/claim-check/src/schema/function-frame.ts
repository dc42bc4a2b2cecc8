/** What every function of schema `vault` shares: it runs as the owner and looks up names in its own schema only. */
export const fenced = `language plpgsql security definer set search_path = vault, pg_temp`;
/** Row-level security shows one tenant until the transaction ends; each call of VaultCalls is a transaction of its own. */
export const enter = `perform set_config('callmesh.tenant', p_tenant, true);`;
