import { randomBytes } from 'node:crypto';
import type { LocalMasterKeys } from '@callmesh/claim-check';
import { setUpLogs } from '../logs/logger.js';
import { openSigner } from './master-keys.js';

const newKey = (): string => randomBytes(32).toString('base64');
const [former, next] = [newKey(), newKey()];

describe('who signs erasures while the process runs', () => {
  it('is the new master key from its coming on, and what the former one signed is trusted as long as it is given', async () => {
    let configured: LocalMasterKeys = { current: former };
    const signer = openSigner(configured, () => configured);
    const before = await signer();
    configured = { current: next, previous: [former] };
    expect(await signer()).toMatchObject({ former: [before.publicKey] });
    expect((await signer()).publicKey).not.toBe(before.publicKey);
    configured = { current: next };
    expect((await signer()).former).toEqual([]);
  });

  it('is the one before where the keys cannot be read, or are none', async () => {
    setUpLogs({ level: 'silent' });
    let read = (): LocalMasterKeys | undefined => ({ current: next, previous: [former] });
    const signer = openSigner({ current: former }, () => read());
    const renewed = await signer();
    read = () => {
      throw new Error('EACCES');
    };
    expect((await signer()).publicKey).toBe(renewed.publicKey);
    read = () => undefined;
    expect((await signer()).publicKey).toBe(renewed.publicKey);
  });
});
