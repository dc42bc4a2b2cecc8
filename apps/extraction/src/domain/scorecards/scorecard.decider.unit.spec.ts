import { inForce, scorecardDecider, type PublishedVersion, type ScorecardCommand, type ScorecardEvent, type ScorecardState } from './scorecard.decider.js';
import { scorecardDefinition, type ScorecardDefinition } from './definition.js';

const definition = (weight: number): ScorecardDefinition =>
  scorecardDefinition.parse({ title: 'Ours', callType: 'support', criteria: [{ id: 'greeting', title: 'Greeting', definition: 'Greets', kind: 'script', weight, phrases: [{ says: 'hello', any: ['hello'] }] }] });
const draft = (weight = 100): ScorecardCommand => ({ type: 'draft', id: 'ours', definition: definition(weight) });
const publish: ScorecardCommand = { type: 'publish', id: 'ours' };
const retire: ScorecardCommand = { type: 'retire', id: 'ours' };

function after(commands: readonly ScorecardCommand[], shipped: PublishedVersion | null = null): { state: ScorecardState; events: ScorecardEvent[] } {
  const decider = scorecardDecider(shipped);
  return commands.reduce<{ state: ScorecardState; events: ScorecardEvent[] }>(
    ({ state, events }, command) => {
      const decided = decider.decide(command, state);
      return { state: decided.reduce((s, e) => decider.evolve(s, e), state), events: [...events, ...decided] };
    },
    { state: decider.initial, events: [] },
  );
}

describe('a scorecard', () => {
  it('is drafted, changed and published as a version that later drafts do not touch', () => {
    const { state } = after([draft(40), draft(100), publish, draft(60)]);
    expect(state).toMatchObject({ draft: definition(60), versions: [{ version: 1, definition: definition(100) }] });
    expect(inForce(state)).toEqual({ version: 1, definition: definition(100) });
  });

  it('is published only with weights of 100', () => {
    expect(() => after([draft(90), publish])).toThrow('add up to 90, not to 100');
  });

  it('without a draft cannot be published', () => {
    expect(() => after([publish])).toThrow('there is no scorecard ours');
    expect(() => after([draft(), publish, publish])).toThrow('has no draft to publish');
    expect(() => after([draft(), publish, retire, publish])).toThrow('is retired');
  });

  it('drafted again as it is says nothing', () => {
    expect(after([draft(), draft()]).events).toHaveLength(1);
  });

  it('retired scores no call any more, until a new version is published', () => {
    expect(inForce(after([draft(), publish, retire]).state)).toBeNull();
    expect(inForce(after([draft(), publish, retire, draft(), publish]).state)).toMatchObject({ version: 2 });
    expect(() => after([retire])).toThrow('there is no scorecard ours');
  });

  it('of this build is version 1, and the tenant’s own versions follow it', () => {
    const shipped = { version: 1, definition: definition(100) };
    expect(inForce(after([], shipped).state)).toEqual(shipped);
    expect(inForce(after([draft(), publish], shipped).state)).toMatchObject({ version: 2 });
    expect(inForce(after([retire], shipped).state)).toBeNull();
  });
});
