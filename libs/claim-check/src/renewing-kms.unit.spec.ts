import { randomBytes } from 'node:crypto';
import { createLocalKms, type LocalMasterKeys } from './local-kms.adapter.js';
import { createRenewingKms } from './renewing-kms.js';

const key = (): string => randomBytes(32).toString('base64');
const [former, next] = [key(), key()];
const underNext = createLocalKms({ current: next });

let clock: number;
let configured: LocalMasterKeys;
let looks: number;
const service = () =>
  createRenewingKms(createLocalKms(configured), {
    load: () => {
      looks += 1;
      return Promise.resolve(createLocalKms(configured));
    },
    onError: () => undefined,
    now: () => clock,
    wait: (ms) => Promise.resolve((clock += ms)),
  });

beforeEach(() => {
  [clock, looks, configured] = [0, 0, { current: former }];
});

describe('a KMS that takes new master keys up', () => {
  it('opens what a new one wrapped, however shortly before it looked last', async () => {
    const kms = service();
    const wrapped = await underNext.wrap(Buffer.from('data key'), 'c');
    configured = { current: next, previous: [former] };
    clock = 100;
    expect((await kms.unwrap(wrapped, 'c')).toString()).toBe('data key');
    expect([looks, clock]).toEqual([1, 500]);
  });

  it('asks once for all who wait, and says so when the key is nowhere', async () => {
    const kms = service();
    const wrapped = await underNext.wrap(Buffer.from('data key'), 'c');
    clock = 600;
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => kms.unwrap(wrapped, 'c')));
    expect([looks, ...new Set(outcomes.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'opened')))]).toEqual([1, 'KMS.UNKNOWN_MASTER_KEY']);
  });

  it('wraps with the new one within seconds', async () => {
    const kms = service();
    configured = { current: next, previous: [former] };
    clock = 10_000;
    expect((await underNext.unwrap(await kms.wrap(Buffer.from('data key'), 'c'), 'c')).toString()).toBe('data key');
  });
});
