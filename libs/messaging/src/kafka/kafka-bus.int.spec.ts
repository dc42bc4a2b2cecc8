import { kafkaMissing, startKafka } from '@callmesh/testing';
import { busContract } from '../testing/bus.contract.js';
import { createKafkaBus } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
// Where everything must run, nothing may be left out: the tests fail with the reason.
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

tier(`bus contract on Kafka${missing ? ` (skipped: ${missing})` : ''}`, () => {
  busContract(async () => {
    if (missing) throw new Error(missing);
    const broker = await startKafka();
    return { connect: () => createKafkaBus({ brokers: [broker] }), stop: () => Promise.resolve() };
  });
});
