import { provisionService } from '@callmesh/event-sourcing';
import { BusTables1764000000300 } from '../tables/bus-tables.js';
import { BusTablesRaw1764100000300 } from '../tables/bus-tables-raw.js';

/**
 * Creates the embedded broker's schema, tables and login role (`callmesh_bus`) if they are not there.
 * @param adminUrl connection that may create roles and schemas.
 * @param secret what the role's password is derived from.
 * @returns the connection for `createEmbeddedBus`.
 */
export async function provisionBus(adminUrl: string, secret: string): Promise<string> {
  const { appUrl } = await provisionService({ adminUrl, schema: 'bus', migrations: [BusTables1764000000300, BusTablesRaw1764100000300], secret });
  return appUrl;
}
