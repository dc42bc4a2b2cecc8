import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { declaredTopics, flow } from '@callmesh/contracts';
import { createTopics, loadEnvironment, registerSchemas } from '@callmesh/service-defaults';
import { apicurioMissing, kafkaMissing, sharedApicurio, sharedKafka, sharedVersitygw, versitygwMissing } from '@callmesh/testing';
import { dataDirectory } from '../host/data-directory.js';
import { allProbes } from './all-probes.js';
import { runProbes } from './probe.js';

const missing = kafkaMissing() ?? apicurioMissing() ?? versitygwMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

tier(`callmesh doctor on Kafka, a registry and S3${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('proves each on the real one once the deploy steps have run', async () => {
    // One after the other: together they would take each other's time to start.
    const [brokers, registry, s3, folder] = [await sharedKafka(), await sharedApicurio(), await sharedVersitygw(), await mkdtemp(path.join(os.tmpdir(), 'callmesh-doctor-'))];
    const env = loadEnvironment({
      CALLMESH_DATA_DIR: folder,
      CALLMESH_PORT: '0',
      KAFKA_BROKERS: brokers,
      SCHEMA_REGISTRY_URL: registry.url,
      ...{ S3_BUCKET: s3.bucket, S3_ENDPOINT: s3.url, S3_REGION: s3.region, S3_ACCESS_KEY_ID: s3.accessKeyId, S3_SECRET_ACCESS_KEY: s3.secretAccessKey },
    });
    await Promise.all([createTopics(env), registerSchemas(env)]);
    const findings = await runProbes(allProbes, { env, directory: dataDirectory(folder), instance: undefined, adminUrl: undefined }, 40_000);
    const of = (check: string): object | undefined => findings.find((one) => one.check === check);
    expect(of('Kafka')).toMatchObject({ state: 'ok', found: expect.stringContaining(brokers.split(',')[0] ?? '') as string });
    expect(of('topics')).toMatchObject({ state: 'ok', found: `${declaredTopics.length} are there` });
    expect(of('schemas')).toMatchObject({ state: 'ok', found: `${flow.length} are registered` });
    expect(of('compatibility')).toMatchObject({ state: 'ok', found: 'FULL_TRANSITIVE' });
    expect(of('object store')).toMatchObject({ state: 'ok', found: expect.stringContaining(`bucket ${s3.bucket}`) as string });
    await rm(folder, { recursive: true, force: true });
  }, 180_000);
});
