// What code that is not a test may start from here: the servers of the distributed system, on one machine.
export { kafkaClassPath, kafkaMissing } from '../kafka/kafka-distribution.js';
export { KafkaNode } from '../kafka/kafka-node.js';
export { serverProperties } from '../kafka/kafka-options.js';
export { apicurioMissing } from '../registry/apicurio-distribution.js';
export { startApicurio } from '../registry/apicurio-server.js';
export { versitygwMissing } from '../s3/versitygw-distribution.js';
export { startVersitygw, type S3Server } from '../s3/versitygw-server.js';
export { endWith, freePort, ownerPid } from './processes.js';
export type { RunningServer } from './running-server.js';
