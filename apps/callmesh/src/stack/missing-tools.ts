import { DomainError } from '@callmesh/event-sourcing';
import { apicurioMissing, kafkaMissing, versitygwMissing } from '@callmesh/testing/servers';

/** Servers that are started here unless the environment names others. */
export interface Wanted {
  readonly kafka: boolean;
  readonly registry: boolean;
  readonly s3: boolean;
}

/**
 * Looks for the programs that the servers need, before anything is started.
 * @throws DomainError `STACK.TOOLS_MISSING` with everything that is missing at once, and what stands in for it.
 */
export function assertToolsFor({ kafka, registry, s3 }: Wanted): void {
  const missing = [
    { server: 'Kafka', why: kafka ? kafkaMissing() : undefined, instead: 'KAFKA_BROKERS=host:port' },
    { server: 'the schema registry', why: registry ? apicurioMissing() : undefined, instead: 'SCHEMA_REGISTRY_URL=http://…' },
    { server: 'the S3 server', why: s3 ? versitygwMissing() : undefined, instead: 'S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY' },
  ].filter(({ why }) => why !== undefined);
  if (missing.length === 0) return;
  const lines = missing.map(({ server, why, instead }) => `  ${server}: ${why}; or name your own with ${instead}`);
  throw new DomainError('STACK.TOOLS_MISSING', `the distributed system cannot be started on this machine:\n${lines.join('\n')}\nWithout them callmesh runs in one process: \`npm run demo\`.`);
}
