import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startVersitygw, versitygwMissing, type S3Server } from '@callmesh/testing';
import { startHttpFront, type FaultRule, type HttpFront } from '@callmesh/testing/faults';
import { startEmbedded, type EmbeddedSystem } from './support/embedded.js';
import { scenario } from './support/scenario.js';
import { handIn, told, transcripts } from './support/traffic.js';
import type { Acknowledged } from '@callmesh/testing/faults';
import { judge, sizes, untilRest } from './support/verdict.js';
import { withAdmin } from './support/stores.js';

const CALLS = 15;
const missing = versitygwMissing();
const reading: FaultRule['when'] = ({ method, path: at }) => method === 'GET' && at.split('?')[0] !== '/callmesh' && at !== '/callmesh/';

describe('S3', () => {
  let dir: string;
  let s3: S3Server;
  let front: HttpFront;
  let system: EmbeddedSystem;
  const acknowledged: Acknowledged[] = [];
  let taken = 0;

  beforeAll(async () => {
    if (missing !== undefined) return;
    dir = mkdtempSync(path.join(os.tmpdir(), 'callmesh-s3-'));
    s3 = await startVersitygw({ dir });
    front = await startHttpFront(s3.url);
    system = await startEmbedded({ seed: 1, env: { S3_ENDPOINT: front.url, S3_BUCKET: s3.bucket, S3_REGION: s3.region, S3_ACCESS_KEY_ID: s3.accessKeyId, S3_SECRET_ACCESS_KEY: s3.secretAccessKey } });
  }, 240_000);
  afterAll(async () => {
    await system?.close();
    await front?.close();
    await s3?.stop();
    if (dir) rmSync(dir, { recursive: true, force: true });
  }, 90_000);

  const underFault = (fault: string, injected: string, rule: FaultRule): void =>
    scenario({
      fault,
      injected,
      missing,
      run: async (run) => {
        const before = front.requests.length;
        const givenUp = await failedJobs(system.adminUrl);
        const traffic = handIn(await transcripts(CALLS, taken), system.intake);
        taken += CALLS;
        front.misbehave(rule);
        await traffic.done;
        await untilRest(system, 180_000);
        front.behave();
        acknowledged.push(...traffic.acknowledged);
        const { history, violations } = await judge(system, acknowledged);
        const met = front.requests.slice(before).filter((request) => request.fault !== null).length;
        const failed = (await failedJobs(system.adminUrl)) - givenUp;
        run.observe(`${met} of ${front.requests.length - before} requests met the fault; ${told(traffic)}; ${failed} jobs given up; in all ${sizes(history)}`);
        expect(violations).toEqual([]);
        expect(met).toBeGreaterThan(0);
        expect(failed).toBe(0);
      },
    });

  underFault('S3 answers 503', 'the front answers the next 60 requests with 503 SlowDown', { times: 60, fault: { kind: 'status', status: 503, headers: { 'content-type': 'application/xml' }, body: '<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>' } });
  underFault('S3 is slow', 'the front delays each of the next 30 requests by 1.5 s', { times: 30, fault: { kind: 'slow', ms: 1_500 } });
  underFault('S3 truncates what it reads out', 'the front cuts 20 objects off in the middle', { times: 20, fault: { kind: 'truncate' }, when: reading });
  underFault('S3 gives wrong bytes', 'the front changes every byte of 20 objects, their length stays', { times: 20, fault: { kind: 'wrong-bytes' }, when: reading });
  underFault('S3 is full', 'the front answers the next 40 uploads with 507 and InsufficientStorage', { times: 40, fault: { kind: 'status', status: 507, headers: { 'content-type': 'application/xml' }, body: '<Error><Code>InsufficientStorage</Code><Message>No space left.</Message></Error>' }, when: ({ method }) => method === 'PUT' || method === 'POST' });
});

async function failedJobs(adminUrl: string): Promise<number> {
  const { rows } = await withAdmin(adminUrl, (client) => client.query<{ n: number }>(`select count(*)::int as n from transcription.jobs where state = 'failed'`));
  return rows[0]?.n ?? 0;
}
