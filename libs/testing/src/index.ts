export { kafkaMissing } from './kafka/kafka-distribution.js';
export { startKafka } from './kafka/kafka-server.js';
export { givenOf, type Decided } from './given.js';
export { createTestDatabase, createTestService, TEST_SECRET, testServerUrl, type TestDatabase, type TestService, type TestServiceOptions } from './postgres.js';
export { createTestCipher, type TestCipher } from './test-cipher.js';
