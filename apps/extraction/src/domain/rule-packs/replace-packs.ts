import { rulesInvalid } from '../extraction.errors.js';
import type { RulePacks } from '../finding.js';
import type { RulePack } from '../rules/rule-pack.js';

/** The ground of all others: its lists are compiled into every pack. */
const GROUND = 'shared';

const entriesOf = (packs: RulePacks): [string, RulePack][] => Object.entries(packs as unknown as Record<string, RulePack>);

/** Names of packs that a tenant can replace. */
export const replaceable = (packs: RulePacks): string[] => entriesOf(packs).map(([, { name }]) => name).filter((name) => name !== GROUND).sort();

/**
 * The packs with some of them replaced, each by its name.
 * @throws DomainError RULES.INVALID for a pack that no kind reads, or with a role that its kind does not know: its rules would find nothing.
 */
export function replacePacks(packs: RulePacks, own: readonly RulePack[]): RulePacks {
  const replaced = new Map(entriesOf(packs));
  for (const pack of own) {
    const [key, bundled] = entriesOf(packs).find(([, { name }]) => name === pack.name && name !== GROUND) ?? [];
    if (key === undefined || !bundled) throw rulesInvalid(pack.name, `no pack of that name can be replaced: there are ${replaceable(packs).join(', ')}; facts of your own are made by PUT /api/v1/kinds/<name>`);
    const known = new Set(bundled.rules.map(({ role }) => role));
    const strange = pack.rules.find(({ role }) => !known.has(role));
    if (strange) throw rulesInvalid(pack.name, `rule ${strange.id} has the role ${strange.role}, which nothing reads: there are ${[...known].sort().join(', ')}`);
    replaced.set(key, bundled.sound ? { ...pack, sound: bundled.sound } : pack);
  }
  return Object.fromEntries(replaced) as unknown as RulePacks;
}
