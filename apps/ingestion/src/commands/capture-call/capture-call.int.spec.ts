import { createHash } from 'node:crypto';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { readPerson } from '@callmesh/claim-check';
import type { CallRecordedV1 } from '@callmesh/contracts';
import { deliveriesOf } from '../../adapters/tables/deliveries.js';
import { makeAudio } from '../../testing/make-audio.js';
import { complete, createIngestionKit, TENANT, type IngestionKit } from '../../testing/ingestion-kit.js';

const reader = { actor: 'service:test', purpose: 'test' };
const VTT = 'WEBVTT\n\n00:01.000 --> 00:04.000\n<v Customer>My card is 4539 1488 0343 6467.\n';

describe('CaptureCall', () => {
  let kit: IngestionKit;
  let wav: Buffer;
  let otherWav: Buffer;
  beforeAll(async () => {
    wav = await makeAudio({ format: 'wav', encoder: 'pcm_mulaw', channels: 2, seconds: 2 });
    otherWav = await makeAudio({ format: 'wav', encoder: 'pcm_s16le', seconds: 1, seed: 7 });
  });
  beforeEach(async () => void (kit = await createIngestionKit()));
  afterEach(() => kit.drop());

  const recorded = async (conversationId: string): Promise<CallRecordedV1> => (await kit.eventsOf(conversationId)).at(-1)?.data as CallRecordedV1;

  it('records a call: original and normalised audio behind claim checks, the number in the vault', async () => {
    const answer = await kit.capture(wav);
    expect(answer).toEqual({ conversationId: expect.any(String), status: 'accepted', audioVersion: 1, assumed: [] });
    const { call, original, audio, channelRoles, fileName } = await recorded(answer.conversationId);
    expect(call).toMatchObject({ platform: 'upload', platformCallId: 'c-1', agentId: 'a-101', startedAt: Date.UTC(2026, 10, 3, 22, 5), direction: 'inbound', consent: 'granted', durationMs: 2000 });
    expect({ channelRoles, fileName }).toEqual({ channelRoles: ['agent', 'customer'], fileName: 'call.wav' });
    expect(original && (await kit.claims.claimChecks.get(TENANT, original, reader)).equals(wav)).toBe(true);
    const samples = audio && (await kit.claims.claimChecks.get(TENANT, audio, reader));
    expect(samples?.length).toBe(44 + 2 * 16_000 * 2 * 2);
    expect(call.customer?.placeholder).toBe('[PHONE_1]');
    // Without a country code the digits stay as they came.
    expect(await kit.numberOf(call.customer?.reference ?? '')).toBe('4155550101');
  });

  it('keeps no byte of the recording in clear on the disk', async () => {
    await kit.capture(wav);
    for (const file of await kit.objects()) expect((await readFile(file)).includes(wav.subarray(100, 400))).toBe(false);
  });

  it('takes a WebVTT transcript instead of audio', async () => {
    const { conversationId, status } = await kit.capture(Buffer.from(VTT), complete, 'upload', 'call.txt');
    expect(status).toBe('accepted');
    expect(await recorded(conversationId)).toMatchObject({ audio: null, original: null, transcript: { bytes: VTT.length }, call: { durationMs: null } });
  });

  it('a call in quarantine is found by who took part, as an accepted one is, and by nobody’s line', async () => {
    const { conversationId, status } = await kit.capture(wav, { ...complete, agentId: undefined, from: '+14155550101', to: '+18005550142' });
    expect(status).toBe('quarantined');
    const found = (person: string): Promise<string[]> => kit.claims.erasure.conversationsOf(TENANT, readPerson(person));
    expect([await found('+14155550101'), await found('+18005550142')]).toEqual([[conversationId], []]);
  });

  describe('the same recording twice is one call', () => {
    it('by call id and bytes: answered as duplicate, its metadata kept', async () => {
      const first = await kit.capture(wav);
      const second = await kit.capture(wav, { ...complete, agentId: 'a-102' });
      expect(second).toEqual({ conversationId: first.conversationId, status: 'duplicate' });
      expect(await kit.eventsOf(first.conversationId)).toHaveLength(1);
      const { rows } = await kit.db.transaction(TENANT, (tx) => tx.query<{ status: string; sealed: string }>('select status, sealed from call_deliveries order by status'));
      expect(rows.map(({ status }) => status)).toEqual(['accepted', 'duplicate']);
      expect(kit.claims.fieldCipher.open(TENANT, first.conversationId, rows[1]?.sealed ?? '')).toContain('a-102');
    });

    it('by bytes alone, over another path; a later call id is linked', async () => {
      const first = await kit.capture(wav, null, 'demo');
      const second = await kit.capture(wav);
      expect(second).toEqual({ conversationId: first.conversationId, status: 'duplicate' });
      const third = await kit.capture(otherWav);
      expect(third).toMatchObject({ conversationId: first.conversationId, status: 'accepted', audioVersion: 2 });
    });

    it('by a call id that is made of the caller’s number: it goes by a name, and is known again', async () => {
      const callId = '4155550101-20261103T1405';
      const first = await kit.capture(wav, { ...complete, callId });
      expect(await kit.capture(wav, { ...complete, callId })).toEqual({ conversationId: first.conversationId, status: 'duplicate' });
      expect(await kit.capture(otherWav, { ...complete, callId })).toMatchObject({ conversationId: first.conversationId, audioVersion: 2 });
      expect((await recorded(first.conversationId)).call.platformCallId).toBe(await kit.claims.vault.pseudonymOf(TENANT, callId));
      const { rows } = await kit.db.transaction(TENANT, (tx) => tx.query<{ row: string }>('select to_jsonb(i)::text as row from call_identities i'));
      expect(JSON.stringify([rows, await kit.eventsOf(first.conversationId)])).not.toContain('4155550101');
      expect(await kit.claims.vault.pseudonymOf('rival', callId)).not.toBe(await kit.claims.vault.pseudonymOf(TENANT, callId));
      const refused = await kit.capture(wav, { ...complete, callId: `${callId}-2`, consent: 'refused' });
      expect(JSON.stringify(await kit.eventsOf(refused.conversationId))).not.toContain('4155550101');
    });

    it('by such an id also when a release before kept it as it came', async () => {
      const callId = '4155550101-20261103T1406';
      const { conversationId } = await kit.capture(wav);
      await kit.db.transaction(TENANT, (tx) => tx.query(`update call_identities set value = $1 where kind = 'call'`, [JSON.stringify(['upload', callId])]));
      expect(await kit.capture(otherWav, { ...complete, callId })).toMatchObject({ conversationId, audioVersion: 2 });
    });

    it('other bytes for a known call id are a new audio version', async () => {
      const first = await kit.capture(wav);
      expect(await kit.capture(otherWav)).toMatchObject({ conversationId: first.conversationId, status: 'accepted', audioVersion: 2 });
      expect((await kit.eventsOf(first.conversationId)).map(({ data }) => (data as CallRecordedV1).audioVersion)).toEqual([1, 2]);
      expect(await kit.capture(wav)).toMatchObject({ status: 'duplicate' });
    });

    it('eight at once, in two processes: one is accepted', async () => {
      const [one, two] = [kit.captureCall, kit.another()];
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? one : two).capture({ tenantId: TENANT, connection: n % 4 < 2 ? 'upload' : 'demo', fileName: null, content: Readable.from([wav]), metadata: n % 4 < 2 ? complete : undefined, receivedAt: 1_793_000_000_000 }),
        ),
      );
      expect(answers.filter(({ status }) => status === 'accepted')).toHaveLength(1);
      expect(new Set(answers.map(({ conversationId }) => conversationId)).size).toBe(1);
      expect(await kit.eventsOf(answers[0]?.conversationId ?? '')).toHaveLength(1);
      expect(await kit.objects()).toHaveLength(2);
    });

    it('but not across tenants', async () => {
      const mine = await kit.capture(wav);
      const theirs = await kit.captureCall.capture({ tenantId: 'globex', connection: 'upload', fileName: null, content: Readable.from([wav]), metadata: complete, receivedAt: 0 });
      expect(theirs).toMatchObject({ status: 'accepted' });
      expect(theirs.conversationId).not.toBe(mine.conversationId);
    });
  });

  describe('what the demo connection assumes', () => {
    it('is listed with the call', async () => {
      const file = path.join(kit.dataDirectory, 'call.wav');
      await writeFile(file, wav);
      await utimes(file, 1_793_577_600, 1_793_577_600);
      const { conversationId, assumed } = await kit.capture(file, null, 'demo');
      expect(assumed).toEqual(['callId', 'agentId', 'startedAt', 'consent', 'timeZone']);
      expect((await recorded(conversationId)).call).toMatchObject({
        agentId: 'unknown', platformCallId: createHash('sha256').update(wav).digest('hex'), startedAt: 1_793_577_600_000, consent: 'assumed-by-operator', assumed,
      });
    });
  });

  describe('quarantine', () => {
    const codeAndMissing = ({ status, code, missing }: { status: string; code?: string; missing?: readonly string[] }) => [status, code, missing];

    it('names missing metadata, keeps the bytes, and lets a person fix it', async () => {
      const answer = await kit.capture(wav, { consent: 'granted', agentId: 'a-1' });
      expect(codeAndMissing(answer)).toEqual(['quarantined', 'METADATA.MISSING', ['callId', 'startedAt']]);
      expect(await kit.objects()).toHaveLength(1);
      const quarantineId = answer.quarantineId ?? '';
      const still = await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId, metadata: { callId: 'c-9' }, file: null, by: 'operator:dana' });
      expect(codeAndMissing(still)).toEqual(['quarantined', 'METADATA.MISSING', ['startedAt']]);
      const fixed = await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId, metadata: { startedAt: complete.startedAt }, file: null, by: 'operator:dana' });
      expect(fixed).toMatchObject({ conversationId: answer.conversationId, status: 'accepted', audioVersion: 1 });
      expect((await recorded(answer.conversationId)).call).toMatchObject({ platformCallId: 'c-9', agentId: 'a-1' });
      await expect(kit.resubmit.resubmit({ tenantId: TENANT, quarantineId, metadata: {}, file: null, by: 'operator:dana' })).rejects.toMatchObject({ code: 'QUARANTINE.NOT_WAITING' });
      expect(await kit.capture(wav, { ...complete, callId: 'c-9' })).toMatchObject({ status: 'duplicate' });
    });

    it('takes no call without its required metadata, though its connection asks for none', async () => {
      await kit.connections.put(TENANT, { id: 'lax', platform: 'lax', fieldMap: {}, required: [], defaults: { consent: 'granted' }, assume: [] });
      expect(await kit.capture(wav, {}, 'lax')).toMatchObject({ status: 'quarantined', code: 'METADATA.MISSING', missing: ['callId', 'agentId', 'startedAt'] });
    });

    it('takes a better file, and forgets the broken one', async () => {
      const answer = await kit.capture(wav.subarray(0, 8000));
      expect(codeAndMissing(answer)).toEqual(['quarantined', 'AUDIO.TRUNCATED', []]);
      const bytes = await kit.captureCall.receive(Readable.from([wav]), null);
      const fixed = await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: answer.quarantineId ?? '', metadata: {}, file: { name: 'call.wav', bytes }, by: 'operator:dana' });
      expect(fixed).toMatchObject({ conversationId: answer.conversationId, status: 'accepted' });
      await until(async () => (await kit.objects()).length === 2);
      expect((await recorded(answer.conversationId)).original?.sha256).toBe(bytes.sha256);
      await bytes.close();
    });

    it('a fixed call id that is known makes it a version of that call', async () => {
      const known = await kit.capture(wav);
      const waiting = await kit.capture(otherWav, { consent: 'granted' });
      const fixed = await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: waiting.quarantineId ?? '', metadata: complete, file: null, by: 'operator:dana' });
      expect(fixed).toMatchObject({ conversationId: known.conversationId, status: 'accepted', audioVersion: 2 });
    });

    it('an upload of the whole thing settles it too', async () => {
      const waiting = await kit.capture(wav, { consent: 'granted' });
      expect(await kit.capture(wav)).toMatchObject({ conversationId: waiting.conversationId, status: 'accepted' });
      const { rows } = await kit.db.transaction(TENANT, (tx) => tx.query('select 1 from quarantine where state = $1', ['waiting']));
      expect(rows).toEqual([]);
    });

    it('the same broken bytes again are the same entry', async () => {
      const first = await kit.capture(Buffer.from('%PDF-1.7 not a call'));
      const second = await kit.capture(Buffer.from('%PDF-1.7 not a call'));
      expect(second).toEqual(first);
      expect(await kit.eventsOf(first.conversationId)).toHaveLength(1);
    });

    it('an error page that answers for two calls makes them no duplicates', async () => {
      const page = Buffer.from('<!doctype html><title>Sign in</title>');
      const [one, two] = [await kit.capture(page), await kit.capture(page, { ...complete, callId: 'c-2' })];
      expect([one.status, two.status]).toEqual(['quarantined', 'quarantined']);
      expect(one.conversationId).not.toBe(two.conversationId);
    });

    it.each([
      ['an empty file', async () => Buffer.alloc(0), complete, 'AUDIO.EMPTY'],
      ['a transcript that breaks off', async () => Buffer.from('WEBVTT\n\n00:01.000 --> 00\nHello\n'), complete, 'TRANSCRIPT.UNREADABLE'],
      ['a start without its zone', async () => wav, { ...complete, startedAt: '2026-11-03 14:05' }, 'METADATA.INVALID'],
      ['consent that nobody gave', async () => wav, { ...complete, consent: undefined }, 'CONSENT.UNKNOWN'],
    ])('%s', async (_, bytes, metadata, code) => {
      const answer = await kit.capture(await bytes(), metadata);
      expect(answer).toMatchObject({ status: 'quarantined', code, reason: expect.stringMatching(/re-submit|send/) });
    });

    it('bytes without consent have a day on which they go', async () => {
      await kit.capture(wav, { ...complete, consent: 'unknown' });
      const { rows } = await kit.db.transaction(TENANT, (tx) => tx.query<{ hours: number }>('select extract(epoch from delete_after - received_at)::int / 3600 as hours from quarantine'));
      expect(rows).toEqual([{ hours: 72 }]);
    });
  });

  describe('without consent', () => {
    const HOUR = 3_600_000;
    const unknown = { ...complete, consent: 'unknown' };
    const kept = async (): Promise<unknown[]> => (await kit.db.transaction(TENANT, (tx) => tx.query('select state, original is not null as kept, delete_after is not null as due from quarantine'))).rows;

    it('a recording is deleted when its time is over, not before, and its entry waits for a file', async () => {
      const answer = await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now() - 71 * HOUR);
      await kit.work();
      expect(await kept()).toEqual([{ state: 'waiting', kept: true, due: true }]);
      expect(await kit.objects()).toHaveLength(1);
      const { rows } = await kit.db.workerQuery<{ due: boolean }>(`select run_at between now() + interval '59 minutes' and now() + interval '61 minutes' as due from jobs`);
      expect(rows).toEqual([{ due: true }]);

      await kit.db.transaction(TENANT, (tx) => tx.query(`update quarantine set delete_after = now() - interval '1 minute'`));
      await kit.db.workerQuery(`update jobs set run_at = now() - interval '1 minute'`);
      await kit.work();
      expect(await kept()).toEqual([{ state: 'waiting', kept: false, due: false }]);
      expect(await kit.objects()).toEqual([]);
      await expect(kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: answer.quarantineId ?? '', metadata: { consent: 'granted' }, file: null, by: 'operator:dana' })).rejects.toMatchObject({ code: 'QUARANTINE.FILE_NEEDED' });
      expect(await kit.capture(wav)).toMatchObject({ conversationId: answer.conversationId, status: 'accepted' });
    });

    it('a recording on legal hold stays when its time is over', async () => {
      const { conversationId } = await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now() - 73 * HOUR);
      await kit.claims.holds.place(TENANT, { conversationId }, 'matter 3', 'admin:lee');
      await kit.work();
      expect(await kept()).toEqual([{ state: 'waiting', kept: true, due: true }]);
      expect(await kit.objects()).toHaveLength(1);
    });

    it('a recording that comes again begins no new term, and one that comes after it was deleted does', async () => {
      await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now() - 73 * HOUR);
      await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now());
      await kit.work();
      expect(await kit.objects()).toEqual([]);
      await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now());
      await kit.work();
      expect(await kept()).toEqual([{ state: 'waiting', kept: true, due: true }]);
    });

    it('a recording is kept when consent was settled meanwhile', async () => {
      const waiting = await kit.capture(wav, unknown, 'upload', 'call.wav', Date.now() - 73 * HOUR);
      await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: waiting.quarantineId ?? '', metadata: { consent: 'granted' }, file: null, by: 'operator:dana' });
      await kit.work();
      const { original, audio } = await recorded(waiting.conversationId);
      for (const claim of [original, audio]) expect(claim && (await kit.claims.claimChecks.get(TENANT, claim, reader)).length).toBeGreaterThan(0);
      await until(async () => (await kit.objects()).length === 2);
    });

    it('the hours are the operator’s to choose', async () => {
      const other = await createIngestionKit({ CALLMESH_UNCONSENTED_HOURS: '1' });
      expect(await other.capture(wav, unknown, 'upload', 'call.wav', Date.now() - 2 * HOUR)).toMatchObject({ code: 'CONSENT.UNKNOWN', reason: expect.stringContaining('after 1 h the') as string });
      await other.work();
      expect(await other.objects()).toEqual([]);
      await other.drop();
    });
  });

  describe('refused consent', () => {
    const refused = { ...complete, consent: 'refused' };

    it('leaves nothing but the fact', async () => {
      const { conversationId, status } = await kit.capture(wav, refused);
      expect(status).toBe('refused');
      expect((await kit.eventsOf(conversationId)).map(({ type, data }) => [type, Object.keys(data)])).toEqual([['call.refused-no-consent.v1', ['conversationId', 'connection', 'platformCallId', 'startedAt']]]);
      expect(await kit.objects()).toEqual([]);
      const counts = await kit.db.transaction(TENANT, (tx) => tx.query('select (select count(*)::int from call_deliveries) + (select count(*)::int from quarantine) + (select count(*)::int from call_identities) as rows'));
      expect(counts.rows).toEqual([{ rows: 0 }]);
    });

    it('is final: a later delivery that says otherwise is not taken', async () => {
      const { conversationId } = await kit.capture(wav, refused);
      expect(await kit.capture(wav)).toMatchObject({ conversationId, status: 'refused', code: 'CONSENT.REFUSED' });
      expect(await kit.objects()).toEqual([]);
    });

    describe('that comes late', () => {
      const asked = async (): Promise<unknown[]> => (await kit.db.transaction(TENANT, (tx) => tx.query(`select c.conversation_id, e.asked_by, j.kind from erasures e join erasure_calls c on c.erasure_id = e.id join jobs j on j.id = e.id`))).rows;
      const erasureOf = (conversationId: string): object => ({ conversation_id: conversationId, asked_by: 'service:ingestion', kind: 'erase' });

      it('has what came of the call erased when it was processed already, and stays final', async () => {
        const { conversationId } = await kit.capture(wav);
        expect(await kit.capture(wav, refused)).toMatchObject({ conversationId, status: 'refused' });
        expect(await asked()).toEqual([erasureOf(conversationId)]);
        expect(await kit.capture(wav, refused)).toMatchObject({ status: 'refused' });
        expect(await kit.capture(wav)).toMatchObject({ status: 'refused' });
        expect(await asked()).toHaveLength(1);
      });

      it('empties the quarantine of what waited for it', async () => {
        const waiting = await kit.capture(wav, { ...complete, consent: 'unknown' });
        const answer = await kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: waiting.quarantineId ?? '', metadata: { consent: 'refused' }, file: null, by: 'operator:dana' });
        expect(answer).toMatchObject({ conversationId: waiting.conversationId, status: 'refused', code: 'CONSENT.REFUSED' });
        expect(await asked()).toEqual([erasureOf(waiting.conversationId)]);
        const { rows } = await kit.db.transaction(TENANT, (tx) => tx.query(`select 1 from quarantine where state = 'waiting' or sealed <> ''`));
        expect(rows).toEqual([]);
        expect(await kit.capture(wav)).toMatchObject({ conversationId: waiting.conversationId, status: 'refused' });
      });
    });
  });

  describe('consent that nobody gave, on a connection whose calls have something by themselves', () => {
    const unsaid = { ...complete, consent: undefined, to: '+12125550100' };
    const captureFrom = async (from: string, consentBasis: 'agent' | 'disclosure', callId: string) => {
      await kit.connections.put(TENANT, { id: 'own', platform: 'own', fieldMap: {}, required: [], defaults: {}, assume: [], consentBasis });
      return kit.capture(wav, { ...unsaid, from, callId }, 'own');
    };
    const decided = async (conversationId: string) => (await kit.db.transaction(TENANT, (tx) => deliveriesOf(tx, conversationId))).at(-1)?.consent;

    it('is settled where the law of both places asks for no more; the call says so, and the rule is kept with it', async () => {
      const { conversationId, status } = await captureFrom('+16145550100', 'agent', 'c-ohio');
      expect([status, (await recorded(conversationId)).call.consent]).toEqual(['accepted', 'settled-by-rule']);
      expect(await decided(conversationId)).toMatchObject({ consent: 'settled-by-rule', decidedBy: 'rule', requires: 'one-party', basis: 'agent', parties: [{ party: 'from', jurisdictions: ['US-OH'] }, { party: 'to', jurisdictions: ['US-NY'] }] });
    });

    it('stays open where it asks for more: quarantined, with what is asked for', async () => {
      const answer = await captureFrom('+14155550100', 'agent', 'c-california');
      expect(answer).toMatchObject({ status: 'quarantined', code: 'CONSENT.UNKNOWN', reason: expect.stringContaining('all-party-notice') as string });
      expect(await decided(answer.conversationId)).toMatchObject({ consent: 'unknown', decidedBy: 'nobody', requires: 'all-party-notice' });
    });
  });

  it('an upload that breaks off leaves nothing', async () => {
    const content = new PassThrough();
    content.write(wav);
    setImmediate(() => content.destroy(new Error('aborted')));
    await expect(kit.captureCall.capture({ tenantId: TENANT, connection: 'upload', fileName: null, content, metadata: complete, receivedAt: 0 })).rejects.toThrow('aborted');
    expect(await kit.objects()).toEqual([]);
    expect(await kit.capture(wav)).toMatchObject({ status: 'accepted' });
  });
});

describe('limits', () => {
  let kit: IngestionKit;
  beforeAll(async () => void (kit = await createIngestionKit({ CALLMESH_MAX_UPLOAD_MB: '1' })));
  afterAll(() => kit.drop());

  it('a stream that is too large is refused, a file goes to quarantine without its bytes', async () => {
    const large = await makeAudio({ format: 'wav', encoder: 'pcm_s16le', rate: 48_000, channels: 2, seconds: 6 });
    await expect(kit.capture(large)).rejects.toMatchObject({ code: 'AUDIO.TOO_LARGE' });
    const file = path.join(kit.dataDirectory, 'large.wav');
    await writeFile(file, large);
    const answer = await kit.capture(file);
    expect(answer).toMatchObject({ status: 'quarantined', code: 'AUDIO.TOO_LARGE' });
    expect(await kit.objects()).toEqual([]);
    await expect(kit.resubmit.resubmit({ tenantId: TENANT, quarantineId: answer.quarantineId ?? '', metadata: {}, file: null, by: 'operator:dana' })).rejects.toMatchObject({ code: 'QUARANTINE.FILE_NEEDED' });
  });

  it('a nearly full disk takes nothing', async () => {
    const full = await createIngestionKit({ CALLMESH_MIN_FREE_MB: '999999999' });
    await expect(full.capture(Buffer.from(VTT))).rejects.toMatchObject({ code: 'STORAGE.FULL' });
    expect(await full.objects()).toEqual([]);
    await full.drop();
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    if (tries > 100) throw new Error('it did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
