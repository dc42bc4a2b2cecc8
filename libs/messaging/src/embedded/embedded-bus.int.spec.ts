import { createBusDatabase } from '../testing/bus-database.js';
import { busContract } from '../testing/bus.contract.js';
import { createEmbeddedBus } from './embedded-bus.adapter.js';

describe('bus contract on the embedded log', () => {
  busContract(async () => {
    const database = await createBusDatabase();
    return { connect: () => createEmbeddedBus({ url: database.url }), stop: () => database.drop() };
  });
});
