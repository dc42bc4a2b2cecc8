import { kafkaMissing, kafkaVersions, sharedKafka } from '@callmesh/testing';
import { busContract } from '../testing/bus.contract.js';
import { createKafkaBus } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
// Where everything must run, nothing may be left out: the tests fail with the reason.
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

for (const version of kafkaVersions) {
  tier(`bus contract on Kafka ${version}${missing ? ` (skipped: ${missing})` : ''}`, () => {
    busContract(async () => {
      if (missing) throw new Error(missing);
      const brokers = await sharedKafka(version);
      return { connect: () => createKafkaBus({ brokers: [brokers] }), stop: () => Promise.resolve() };
    });
  });
}
