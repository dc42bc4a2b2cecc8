import type { ConversationThread } from '@callmesh/insights';
import type { ApiClient } from '../cli/api-client.js';
import type { SpeechState } from '../host/speech-state.js';
import { Patience } from './patience.js';

const MINUTE = 60_000;

/** A call in hand, on a clock that only the test moves. */
function waiting(around: { parked?: object[]; speech?: SpeechState } = {}) {
  let now = 0;
  const operator = { call: () => Promise.resolve(around.parked ?? []) } as unknown as ApiClient;
  const patience = new Patience({ operator, speech: () => Promise.resolve(around.speech ?? 'ready'), now: () => now });
  return { patience, after: (ms: number) => void (now += ms) };
}

const thread = (fields: Partial<ConversationThread>) => ({ call: {}, engine: null, actions: [], events: [{ type: 'call.recorded' }], ...fields }) as unknown as ConversationThread;
const recorded = thread({});
const reviewed = thread({ engine: 'whisper', actions: [{ kind: 'call-note', state: 'reviewed' }] as unknown as ConversationThread['actions'] });

describe('a call that brings nothing new is given up', () => {
  it('at once when a message of it is parked, with its reason and how to go on', async () => {
    const { patience, after } = waiting({ parked: [{ id: '7', group: 'extraction', type: 'call.transcribed', code: 'X.Y', message: 'it broke' }] });
    after(4_000);
    expect(await patience.givenUpBecause('c', recorded)).toBe('extraction could not process call.transcribed: it broke [X.Y]; mend the cause, then `callmesh parked redrive extraction 7`');
  });

  it('a minute after the speech server went away', async () => {
    const { patience, after } = waiting({ speech: 'down' });
    after(4_000);
    expect(await patience.givenUpBecause('c', recorded)).toBeUndefined();
    after(MINUTE + 1);
    expect(await patience.givenUpBecause('c', recorded)).toMatch(/speech server has not answered/);
  });

  it('when the CRM takes nothing, and says which action waits', async () => {
    const { patience, after } = waiting();
    after(MINUTE);
    expect(await patience.givenUpBecause('c', reviewed)).toBeUndefined();
    after(MINUTE);
    expect(await patience.givenUpBecause('c', reviewed)).toMatch(/CRM has not taken call-note/);
  });

  it.each([['nothing was heard of', undefined], ['a step stands still of', thread({ engine: 'whisper' })]])('when %s it', async (_, last) => {
    const { patience, after } = waiting();
    after(4 * MINUTE);
    expect(await patience.givenUpBecause('c', last)).toMatch(/look into the log/);
  });
});

describe('it is waited for', () => {
  it('while a recording is being transcribed, longer than for any other step', async () => {
    const { patience, after } = waiting();
    after(10 * MINUTE);
    expect(await patience.givenUpBecause('c', recorded)).toBeUndefined();
    after(11 * MINUTE);
    expect(await patience.givenUpBecause('c', recorded)).toMatch(/was not transcribed/);
  });

  it('while another call makes progress', async () => {
    const { patience, after } = waiting();
    after(80_000);
    patience.progressed();
    after(80_000);
    expect(await patience.givenUpBecause('c', reviewed)).toBeUndefined();
  });

  it('when the speech server came back within the minute', async () => {
    const around: { speech: SpeechState } = { speech: 'down' };
    const { patience, after } = waiting(around);
    after(50_000);
    await patience.givenUpBecause('c', recorded);
    around.speech = 'loading';
    after(20_000);
    expect(await patience.givenUpBecause('c', recorded)).toBeUndefined();
  });
});
