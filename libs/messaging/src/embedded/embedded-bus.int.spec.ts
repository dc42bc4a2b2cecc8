import { createTestDatabase, TEST_SECRET } from '@callmesh/testing';
import { busContract } from '../testing/bus.contract.js';
import { createEmbeddedBus } from './embedded-bus.adapter.js';
import { provisionBus } from './provision-bus.js';

describe('bus contract on the embedded log', () => {
  busContract(async () => {
    const database = await createTestDatabase();
    const url = await provisionBus(database.adminUrl, TEST_SECRET);
    return { connect: () => createEmbeddedBus({ url }), stop: () => database.drop() };
  });
});
