import type { Utterance } from '@callmesh/contracts';
import type { Questions } from './asked.js';
import { NEVER_KEPT, verdict, type Verdict } from './finding.js';
import { numberFeatures } from './learned/number-features.js';
import { kindChances, NUMBER_KINDS, type NumberKind, type NumberWeights } from './learned/number-kinds.js';
import { digitsOf } from './run-parts.js';
import type { Run } from './runs.js';
import { tokensOf } from './tokens.js';

/** Fewer digits are left to rules. */
const LEAST = 3;
/** From so much of a chance on a number is of a kind by the models' word alone; where something speaks against it; and where it is so likely personal, of whatever kind. */
const ENOUGH = { nothing: 0.5, thing: 0.95, personal: 0.65, likeliest: 0.35 };
/** What rules tell by the digits alone gives way to another kind from so much on, and to nothing personal from so much; what was said of a number is borne out by a word, and gives way to more, and to nothing never. */
const SHAPE = { otherwise: 0.4, nothing: 0.75 };
const SAID = { otherwise: 0.6, most: 0.85 };
/** What the sets take for one; a rule's word for either stands. */
const LIKE: Readonly<Partial<Record<string, NumberKind>>> = { PASSPORT: 'NATIONAL_ID', IBAN: 'BANK_ACCOUNT', ROUTING_NUMBER: 'BANK_ACCOUNT', PASSWORD: 'PIN' };
/** So far back a placeholder changes how a number reads. */
const REACH = 8;

const WORD = /\p{L}{2}/u;

/** Judges the numbers of a conversation by what was learned, beside the rules. */
export class LearnedJudge {
  private readonly redacted: readonly boolean[];
  /** Figures alone, without a word anywhere, are nothing that was learned. */
  private readonly worded: boolean;

  constructor(
    private readonly weights: NumberWeights,
    private readonly utterances: readonly Utterance[],
    private readonly questions: Questions,
  ) {
    this.worded = utterances.some(({ text }) => WORD.test(text));
    this.redacted = utterances.map((utterance) => utterance.text.includes('[') && tokensOf(utterance).some(({ kind, text }) => kind === 'placeholder' && text.startsWith('[')));
  }

  /** What a number is, by a rule's verdict and by the models. */
  decide(run: Run, rule: Verdict | 'thing' | null, cardNearby: boolean): Verdict | null {
    const byRule = rule === 'thing' ? null : rule;
    if (!this.worded || digitsOf(run).length < LEAST || (byRule !== null && byRule.byShape !== true && byRule.score > SAID.most)) return byRule;
    const at = run[0]?.utterance ?? 0;
    // What was redacted is read otherwise than it was the first time: nothing new is found in it.
    if (byRule === null && this.isRedacted(at)) return null;
    const chances = kindChances(this.weights, numberFeatures(run, { utterances: this.utterances, topics: this.questions.all[at] ?? [], cardNearby }));
    const best = chances.reduce((most, chance, kind) => (chance > (chances[most] ?? 0) ? kind : most), 0);
    const chance = chances[best] ?? 0;
    const learned = verdict(NUMBER_KINDS[best] ?? '', 'a number by its digits and the words around it', Math.round(chance * 100) / 100);
    const nothing = 1 - chances.reduce((sum, one) => sum + one, 0);
    if (byRule === null) return chance >= (rule === 'thing' ? ENOUGH.thing : 1 - nothing >= ENOUGH.personal ? ENOUGH.likeliest : ENOUGH.nothing) ? learned : null;
    if (learned.type === (LIKE[byRule.type] ?? byRule.type)) return byRule;
    if (byRule.byShape !== true) return chance >= SAID.otherwise && (!NEVER_KEPT.has(byRule.type) || NEVER_KEPT.has(learned.type)) ? learned : byRule;
    if (chance >= SHAPE.otherwise) return learned;
    return nothing >= SHAPE.nothing ? null : byRule;
  }

  private isRedacted(at: number): boolean {
    for (let index = at; index >= Math.max(0, at - REACH); index -= 1) if (this.redacted[index] === true) return true;
    return false;
  }
}
