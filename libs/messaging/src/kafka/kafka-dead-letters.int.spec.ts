import { kafkaMissing, kafkaVersions, sharedKafka } from '@callmesh/testing';
import { deadLetterContract } from '../testing/dead-letter.contract.js';
import { createKafkaBus } from './kafka-bus.adapter.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;
const version = kafkaVersions.at(-1);

tier(`dead letters on Kafka${missing ? ` (skipped: ${missing})` : ''}`, () => {
  deadLetterContract(async () => {
    if (missing || !version) throw new Error(missing);
    return createKafkaBus({ brokers: [await sharedKafka(version)] });
  });
});
