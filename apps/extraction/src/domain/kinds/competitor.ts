import type { KnownPlace } from '../competitors/known-place.js';
import { listedPlaces } from '../competitors/listed-places.js';
import { learnedMentions, oddsAt } from '../competitors/learned-mentions.js';
import { groundsFor, together, type MentionGrounds } from '../competitors/mention-model.js';
import { ruledMentions, type RuledMention } from '../competitors/ruled-mentions.js';
import type { Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import type { SpokenName } from '../language/names.js';
import type { Conversation } from '../language/tokens.js';
import { confidenceOf, isWorthSaying } from '../rules/confidence.js';
import { unclearWords } from '../rules/penalties.js';

interface Mention extends Omit<RuledMention, 'points'> {
  /** By the rules; null where the model alone heard it. */
  readonly points: number | null;
  /** By the model; null without one. */
  readonly odds: number | null;
}

/** A name that the tenant lists needs no words around it. */
const LISTED = 4;
/** Points that a name loses by sounding only like a listed one: nothing alike would be all of them and more. */
const UNLIKE = 6;

/** A listed name where it stands: as it is written, or as far as it sounds so. */
function listedAt({ utterances, tokens }: Conversation, { competitor, sentence, from, to, alike }: KnownPlace): Mention {
  const [first, last] = [tokens[from], tokens[to - 1]];
  const name = first && last ? (utterances[first.utterance]?.text.slice(first.start, last.end) ?? competitor) : competitor;
  return { name: { name, from, to, isSmall: false }, sentence, relation: 'other', points: LISTED - UNLIKE * (1 - alike), listed: competitor, odds: null };
}

/** What the words around a name tell, of the listed competitor that is named there: "rende cars" is the end of "gateway rende cars". */
function asListed(mention: Mention, places: readonly Mention[]): Mention {
  const place = places.find(({ name }) => name.from < mention.name.to && mention.name.from < name.to);
  if (!place || mention.listed !== null) return mention;
  return { ...mention, name: place.name, listed: place.listed, points: mention.points ?? ((mention.odds ?? 0) > 0 ? place.points : null) };
}

/** Everything by which a competitor is named: what rules tell, what the model hears beside them, what the tenant lists. */
function mentionsIn(reading: Reading): Mention[] {
  const ruled = ruledMentions(reading).map((mention): Mention => ({ ...mention, odds: oddsAt(reading, mention.name) }));
  const heard = learnedMentions(reading, ruled.map(({ name }) => name)).map(({ candidate, odds }): Mention => ({ name: candidate, sentence: candidate.sentence, relation: 'other', points: null, listed: null, odds }));
  const places = listedPlaces(reading);
  const listed = places.map((place) => listedAt(reading.conversation, place));
  return [...[...ruled, ...heard].map((mention) => asListed(mention, listed)), ...listed.filter((_, at) => places[at]?.isSure)];
}

/** Points from which a rule is sure enough of who the customer is with. */
const SURE = 1.6;

/** Sentences in which the firm that the customer is with, or was, is named. */
export const competitorPlaces = (reading: Reading): readonly number[] => ruledMentions(reading).flatMap((m) => (m.relation === 'came-from' && m.points >= SURE ? [m.sentence.index] : []));

const key = ({ listed, name }: Mention): string => (listed ?? name.name).toLowerCase().replace(/['’]s$/, '');

/** "Northwind's price" and "Northwind's only thirty" speak of Northwind; "Dutton's has" of Dutton's. */
function nameOf(conversation: Conversation, { name, to }: SpokenName): string {
  const next = conversation.tokens[to]?.text ?? '';
  return /['’]s$/.test(name) && /^(?:price|prices|deal|offer|rate|rates|quote|one|only|just|cheaper|better|doing|offering|charging|got|website|app|service|version|been|going)$/.test(next) ? name.slice(0, -2) : name;
}

/** One group of mentions per company: "Wilcox" is Wilcox and Sons. */
function companies(found: readonly Mention[]): Mention[][] {
  const groups: Mention[][] = [];
  for (const mention of [...found].sort((a, b) => key(b).length - key(a).length)) {
    const known = groups.find((group) => group.some((m) => key(m) === key(mention) || key(m).startsWith(`${key(mention)} `)));
    if (known) known.push(mention);
    else groups.push([mention]);
  }
  return groups.sort((a, b) => Math.min(...a.map((m) => m.name.from)) - Math.min(...b.map((m) => m.name.from)));
}

/** How the company stands to the tenant: as the surest words around one of its names say; a listed name alone says nothing of it. */
const relationOf = (group: readonly Mention[]): string => [...group].sort((a, b) => pointsOf(b) - pointsOf(a)).find((m) => m.relation !== 'other')?.relation ?? 'other';

/** Points of a mention for comparing; what the model alone heard comes last. */
const pointsOf = ({ points }: Mention): number => points ?? 0;

/** A company that may be a competitor, and what speaks for it. */
export interface NamedCompany {
  readonly finding: Extract<Finding, { type: 'competitor.mentioned.v1' }>;
  /** Null without a model, and of a company that the tenant lists. */
  readonly grounds: MentionGrounds | null;
}

/** Every company that could be a competitor, as the rules and the model have it. */
export function namedCompanies(reading: Reading): NamedCompany[] {
  const { conversation, packs } = reading;
  return companies(mentionsIn(reading)).flatMap((group): NamedCompany[] => {
    const best = [...group].sort((a, b) => pointsOf(b) - pointsOf(a) || (b.odds ?? 0) - (a.odds ?? 0))[0];
    if (!best) return [];
    const ruled = group.filter((m) => m.points !== null);
    const listed = group.find((m) => m.listed !== null)?.listed ?? null;
    // A recogniser is never sure of a name that it does not know; that the list knows it says more.
    const unclear = listed === null ? unclearWords(conversation, [best.name]) : 0;
    const byRules = ruled.length === 0 ? null : confidenceOf(pointsOf(best) + Math.min(0.6, 0.3 * (ruled.length - 1)) - unclear, packs.competitor.calibration);
    const heard = group.flatMap(({ odds }) => odds ?? []);
    const grounds = listed === null && heard.length > 0 ? groundsFor(byRules, Math.max(...heard) - unclear) : null;
    const longest = [...group].sort((a, b) => b.name.name.length - a.name.name.length || a.name.from - b.name.from)[0] ?? best;
    const said = nameOf(conversation, longest.name);
    const finding: NamedCompany['finding'] = {
      type: 'competitor.mentioned.v1',
      data: {
        confidence: byRules ?? 0,
        entities: [{ kind: 'company', value: listed ?? said, party: null, text: said, utteranceId: conversation.utterances[best.sentence.utterance]?.id ?? '' }],
        evidence: evidenceOf(conversation, [best.name, ...group.map((m) => m.name)]),
        competitor: listed ?? said,
        relation: relationOf(group),
      },
    };
    return [{ finding, grounds }];
  });
}

const MOST_CONFIDENT = 0.95;

/** `competitor.mentioned`: one per company that is named as alternative, comparison, origin or destination, or that the tenant lists. */
export function findCompetitors(reading: Reading): Finding[] {
  const { mentions: model } = reading.packs.competitor;
  return namedCompanies(reading).flatMap(({ finding, grounds }): Finding[] => {
    const weighing = model?.weighing;
    if (!model || !weighing || !grounds) return isWorthSaying(finding.data.confidence, {}) ? [finding] : [];
    // Names that no labelled call had yet say little to the model: it does not silence a rule.
    const isRuled = grounds.rules !== null && isWorthSaying(finding.data.confidence, {});
    const sure = Math.max(isRuled ? model.least : 0, together(grounds, weighing));
    return sure < model.least ? [] : [{ ...finding, data: { ...finding.data, confidence: Math.round(Math.min(MOST_CONFIDENT, sure) * 100) / 100 } }];
  });
}
