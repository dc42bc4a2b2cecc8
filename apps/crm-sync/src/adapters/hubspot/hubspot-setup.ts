import { DestinationUnavailable, Refused } from '../../domain/destination.errors.js';
import type { Guard, HubSpotClient } from './hubspot-client.js';
import { CONVERSATION, EFFECT_KEY, EVIDENCE, HOLD, QUOTE } from './hubspot-mapping.js';

interface Definition {
  readonly name: string;
  readonly groupName?: string;
  readonly hasUniqueValue?: boolean;
}

/** How an effect is kept to one: HubSpot refuses a second record with the key, or we look before we write again. */
export type KeyRoad = 'unique' | 'read-back';

const labels: Readonly<Record<string, string>> = {
  [EFFECT_KEY]: 'callmesh effect',
  [CONVERSATION]: 'callmesh call',
  [EVIDENCE]: 'callmesh evidence',
  [QUOTE]: 'callmesh quote',
  [HOLD]: 'callmesh hold',
};

/** Adds callmesh's properties to an object type, once per process; processes that do it at once do not hurt each other. */
export class HubSpotSetup {
  private readonly done = new Map<string, Promise<KeyRoad>>();

  constructor(private readonly client: HubSpotClient) {}

  async ready(guard: Guard, type: string): Promise<KeyRoad> {
    for (;;) {
      const known = this.done.get(type);
      if (!known) return this.begin(guard, type);
      // Another job's run may fail for reasons of its own, such as a lost lease: then this one takes over.
      const road = await known.catch(() => undefined);
      if (road) return road;
    }
  }

  private begin(guard: Guard, type: string): Promise<KeyRoad> {
    const work = this.prepare(guard, type);
    this.done.set(type, work);
    work.catch(() => this.done.delete(type));
    return work;
  }

  private async prepare(guard: Guard, type: string): Promise<KeyRoad> {
    const path = `/crm/v3/properties/${type}`;
    const { results = [] } = (await this.client.repeatable<{ results: Definition[] }>(guard, 'GET', path)) ?? {};
    const groupName = results[0]?.groupName;
    const missing = (name: string): boolean => !results.some((definition) => definition.name === name);
    const plain = [CONVERSATION, EVIDENCE, QUOTE, ...(type === 'invoices' ? [HOLD] : [])].filter(missing);
    const known = results.find(({ name }) => name === EFFECT_KEY);
    const [road] = await Promise.all([
      known ? roadOf(known) : this.defineKey(guard, path, groupName),
      ...plain.map((name) => this.define(guard, path, { name, ...(groupName && { groupName }) })),
    ]);
    return road;
  }

  private async defineKey(guard: Guard, path: string, groupName: string | undefined): Promise<KeyRoad> {
    const definition = { name: EFFECT_KEY, ...(groupName && { groupName }) };
    try {
      await this.define(guard, path, { ...definition, hasUniqueValue: true });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // The account allows no more unique properties: the key is kept all the same, to be searched for.
      await this.define(guard, path, definition);
    }
    const made = await this.client.repeatable<Definition>(guard, 'GET', `${path}/${EFFECT_KEY}`);
    return roadOf(made);
  }

  private async define(guard: Guard, path: string, definition: Definition): Promise<void> {
    try {
      await this.client.repeatable(guard, 'POST', path, { ...definition, label: labels[definition.name], type: 'string', fieldType: 'text' });
    } catch (error) {
      const refusal = refusalIn(error);
      if (!refusal) throw error;
      // Another process was first, or an earlier try of ours was done and not answered: it is there, that is all we want.
      if (!(await this.client.repeatable(guard, 'GET', `${path}/${definition.name}`))) throw refusal;
    }
  }
}

/** The destination's refusal, also of a request that was cut off and sent again: whether the first one was done, a look tells. */
function refusalIn(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  return error instanceof DestinationUnavailable && error.cause instanceof Refused ? error.cause : undefined;
}

function roadOf(definition: Definition | undefined): KeyRoad {
  return definition?.hasUniqueValue ? 'unique' : 'read-back';
}
