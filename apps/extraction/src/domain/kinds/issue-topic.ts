import type { Reading } from '../finding.js';
import type { Sentence } from '../language/tokens.js';
import type { Cue } from '../rules/cue.js';

/** Words that tell what a thing that "does not work" or "has not come" belongs to. */
const WORLDS: readonly (readonly [topic: string, words: RegExp])[] = [
  ['billing', /^(?:refund|refunded|money|payment|invoice|bill|charge|charged|fee|deposit|recharge|premium|debit|balance)$/],
  ['technical', /^(?:internet|broadband|wifi|connection|signal|router|hub|modem|app|website|site|portal|software|login|tv|channels|channel|streaming|video|videos|server|dashboard|export|upload|download|heating|boiler|power|electricity|hot|landline|network|sim|data|line|page|error|update|password|browser|meter|lift|elevator|reception)$/],
  ['service', /^(?:engineer|technician|plumber|electrician|appointment|claim|application|passport|visa|permit|report|result|results|certificate|prescription|referral|collection|bin|bins|adjuster|adviser|advisor|doctor|nurse|flight|booking|reservation|room|repairman|builder|surveyor|fitter|licence|license|test|sample|callback|call)$/],
  ['other', /^(?:confirmation|email|text|code|letter|ticket|tickets|voucher)$/],
];
const PARCEL = /^(?:order|orders|ordered|parcel|package|delivery|delivered|shipment|courier|tracking|shipped|item|items|van|driver|consignment|depot)$/;
const WITHIN = 3;

/** Rules whose words fit several worlds: what was named with them decides. */
const OPEN = new Set(['broken', 'not-come', 'has-a-problem', 'cannot-use', 'not-served', 'wrong-things', 'confirmation', 'in-other-words', 'does-not-do', 'it-broke', 'keeps-doing', 'cannot-do']);

/** The topic of a stated problem: of a clear rule its own, of an open one by the things named in its sentence, then just before it. */
export function topicOf({ conversation }: Reading, cue: Cue): string {
  const own = cue.tag ?? 'other';
  if (!OPEN.has(cue.rule.id)) return own;
  const here = namedIn(conversation.tokens.slice(cue.sentence.from, cue.sentence.to).map((t) => t.text), cue);
  if (here) return here;
  const earlier: Sentence[] = conversation.sentences.slice(Math.max(0, cue.sentence.index - WITHIN), cue.sentence.index).filter((s) => s.speaker !== 'agent');
  for (const sentence of earlier.reverse()) {
    const there = namedIn(conversation.tokens.slice(sentence.from, sentence.to).map((t) => t.text), cue);
    if (there) return there;
  }
  return own;
}

function namedIn(words: readonly string[], cue: Cue): string | null {
  const worlds = WORLDS.filter(([, shape]) => words.some((w) => shape.test(w))).map(([topic]) => topic);
  switch (cue.rule.id) {
    // A thing that is broken is a product, unless it hangs on a wire or a pipe.
    case 'broken':
    case 'does-not-do':
    case 'it-broke':
    case 'keeps-doing':
      return worlds.includes('technical') ? 'technical' : null;
    case 'not-come':
      if (words.some((w) => PARCEL.test(w))) return 'delivery';
      return worlds.find((w) => w === 'billing' || w === 'service' || w === 'other') ?? null;
    case 'cannot-use':
      return worlds.includes('billing') && !worlds.includes('technical') ? 'billing' : null;
    case 'cannot-do':
      return worlds.find((w) => w !== 'other') ?? null;
    case 'in-other-words':
    case 'has-a-problem':
      return words.some((w) => PARCEL.test(w)) ? 'delivery' : (worlds[0] ?? null);
    case 'not-served':
      return words.some((w) => PARCEL.test(w)) && !worlds.includes('service') ? 'delivery' : null;
    default:
      return null;
  }
}
