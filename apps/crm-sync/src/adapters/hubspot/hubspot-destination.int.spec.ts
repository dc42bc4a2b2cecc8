import { startDemoCrm, type BadHabits, type DemoCrm } from '@callmesh/demo-crm';
import { HubSpotClient, type Guard } from './hubspot-client.js';
import { HubSpotDestination } from './hubspot.destination.adapter.js';
import { HubSpotSetup } from './hubspot-setup.js';

let crm: DemoCrm;
const start = async (habits: Partial<BadHabits> = {}): Promise<void> => {
  crm = await startDemoCrm({ port: 0, badHabits: habits });
};
afterEach(() => crm.close());

const test = (url = crm.url, token = crm.token): ReturnType<HubSpotDestination['test']> => new HubSpotDestination({ url, token, publicUrl: undefined, timeoutMs: 500 }).test();

describe('the connection test tells apart', () => {
  it('a destination that is there', async () => {
    await start();
    expect(await test()).toMatchObject({ ok: true, code: 'CRM.REACHED' });
  });

  it('a token that is not accepted, one without its scopes, and nobody at home', async () => {
    await start();
    expect(await test(crm.url, 'expired')).toMatchObject({ ok: false, code: 'CRM.UNAUTHORISED' });
    crm.setHabits({ missingScopes: true });
    expect(await test()).toMatchObject({ ok: false, code: 'CRM.FORBIDDEN', detail: expect.stringContaining('may not read contacts') as string });
    crm.setHabits({ down: 'unreachable' });
    expect(await test()).toMatchObject({ ok: false, code: 'CRM.UNREACHABLE' });
    expect(await test('http://127.0.0.1:1')).toMatchObject({ ok: false, code: 'CRM.UNREACHABLE' });
    crm.setHabits({ down: 'unavailable' });
    expect(await test()).toMatchObject({ ok: false, code: 'CRM.ANSWERED_BADLY' });
  });
});

describe('the set-up', () => {
  const guard = (assertHeld: Guard['assertHeld'] = () => Promise.resolve()): Guard => ({ assertHeld, signal: new AbortController().signal });
  const setup = (): HubSpotSetup => new HubSpotSetup(new HubSpotClient({ url: crm.url, token: crm.token }));

  it('is done by eight processes at once without harm', async () => {
    await start({ cutAfterCommit: 0.3 });
    const roads = await Promise.all(Array.from({ length: 8 }, () => setup().ready(guard(), 'tickets')));
    expect(new Set(roads)).toEqual(new Set(['unique']));
  });

  it('is taken over when the job that began it lost its lease', async () => {
    await start();
    const shared = setup();
    let asked = 0;
    const losing = shared.ready(guard(() => ((asked += 1) > 2 ? Promise.reject(new Error('lease lost')) : Promise.resolve())), 'tickets');
    const waiting = shared.ready(guard(), 'tickets');
    await expect(losing).rejects.toThrow('lease lost');
    expect(await waiting).toBe('unique');
  });

  it('learns that the account allows no unique property', async () => {
    await start({ refuseUniqueProperties: true });
    expect(await setup().ready(guard(), 'tickets')).toBe('read-back');
    crm.setHabits({ refuseUniqueProperties: false });
    expect(await setup().ready(guard(), 'tickets')).toBe('read-back');
  });
});
