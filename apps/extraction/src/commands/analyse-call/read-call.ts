import { vaultUriOf } from '@callmesh/claim-check';
import type { CallContext, Transcript } from '@callmesh/contracts';
import { Injectable } from '@nestjs/common';
import { LlmEngine } from '../../adapters/llm/llm-engine.js';
import { spokenInstructions } from '../../adapters/bundled-pack.adapter.js';
import { TenantRules, type RulesOfTenant } from '../../adapters/tenant-rules.js';
import { MODEL_ALONE, WITHOUT_MODEL } from '../../domain/analysis.decider.js';
import { withContacts } from '../../domain/contacts.js';
import type { EngineAnswer, Finding } from '../../domain/finding.js';
import { natureOf } from '../../domain/analysis/nature/nature.js';
import { findReferences } from '../../domain/language/references.js';
import { readConversation } from '../../domain/language/tokens.js';
import { findOwnKind, type OwnKindRules } from '../../domain/own-kinds/own-kind.js';
import { agree } from '../../domain/second-opinion/agreement.js';
import type { OwnKind } from '../../domain/second-opinion/checked-finding.js';
import { track, type TrackerResult } from '../../domain/trackers/tracker.js';
import { withoutSpokenInstructions } from '../../domain/second-opinion/spoken-instructions.js';

/** A call to be read for a tenant, within a job. */
export interface CallToRead {
  readonly id: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly transcript: Transcript;
  readonly call: CallContext;
  readonly attempt: number;
  /** Left out: the local engine, and the language model where one is configured. */
  readonly engines?: 'rules-alone';
  readonly signal: AbortSignal;
  assertHeld(): Promise<void>;
}

/** What was read on a call: what it means, and what the tenant's trackers came to. */
export interface CallRead {
  readonly answer: EngineAnswer;
  readonly tracked: readonly TrackerResult[];
}

/** How often a job asks a model that does not answer before the local engine reads the call alone. */
const TRIES_WITH_MODEL = 3;

/** Reads a call with the local engine, and with the language model where one is configured. */
@Injectable()
export class ReadCall {
  private readonly instructions = spokenInstructions();

  constructor(
    private readonly rules: TenantRules,
    private readonly model: LlmEngine,
  ) {}

  async read(work: CallToRead): Promise<CallRead> {
    const rules = await this.rules.of(work.tenantId);
    // What was said to the machine was said, and a tracker may look for it.
    const tracked = rules.trackers.length === 0 ? [] : track(work.transcript, rules.trackers);
    const answer = await this.answer(work, rules);
    const { tenantId, conversationId } = work;
    return { answer: { ...answer, insights: withContacts(answer.insights, work.transcript, (placeholder) => vaultUriOf({ tenantId, conversationId, placeholder })) }, tracked };
  }

  private async answer(work: CallToRead, rules: RulesOfTenant): Promise<EngineAnswer> {
    const { transcript, blanked } = withoutSpokenInstructions(work.transcript, this.instructions);
    const answer = readByRules(rules, transcript, work.call);
    if (!this.model.isConfigured || work.engines === 'rules-alone') return answer;
    if (!isWorthAsking(transcript)) return answer;
    // Who speaks to the machine does not get to: such a call is read by rules alone.
    if (blanked.length > 0) return said(answer, 'spoken-instructions');
    const opinion = await this.model.read({ ...work, transcript, ownKinds: rules.kinds.map(describedKind), isLastTry: work.attempt >= TRIES_WITH_MODEL });
    if ('without' in opinion) return said(answer, opinion.without);
    const { findings, byModelAlone } = agree(answer.insights, opinion.claims);
    const engineVersion = `${answer.engineVersion} ${opinion.version}`;
    const alone = byModelAlone.filter((finding) => isSureEnough(finding, rules.kinds)).map((finding) => byEngine(finding, MODEL_ALONE, opinion.version));
    return { ...answer, engine: `${answer.engine}+${MODEL_ALONE}`, engineVersion, insights: [...findings, ...alone] };
  }
}

/** A model is asked about conversations, of whatever language; not about voicemail, menus, silence or wrong numbers. */
function isWorthAsking(transcript: Transcript): boolean {
  const { nature, statesFacts } = natureOf(readConversation(transcript.utterances), transcript.language);
  return statesFacts || nature === 'other-language';
}

/** The local engine's answer, with what was found of the tenant's own kinds. */
function readByRules({ analyse, kinds, packs }: RulesOfTenant, transcript: Transcript, call: CallContext): EngineAnswer {
  const answer = analyse(transcript, call);
  if (kinds.length === 0) return answer;
  const conversation = readConversation(transcript.utterances);
  if (!natureOf(conversation, transcript.language).statesFacts) return answer;
  const reading = { conversation, references: findReferences(conversation, call.timeZone), call, packs };
  return { ...answer, insights: [...answer.insights, ...kinds.flatMap((kind) => findOwnKind(kind, reading) ?? [])] };
}

/** A tenant's kind in words for a model. */
function describedKind({ name, version, definition: { title, speaker, examples } }: OwnKindRules): OwnKind & { means: string } {
  const likeThese = examples.length === 0 ? '' : `; for example: ${examples.slice(0, 5).map((e) => JSON.stringify(e)).join(', ')}`;
  return { name, version, title, speaker, means: `${title}${speaker === 'any' ? '' : `, said by the ${speaker}`}${likeThese}` };
}

/** A tenant's own kind has a threshold of its own, whoever finds it. */
const isSureEnough = ({ type, data }: Finding, kinds: readonly OwnKindRules[]): boolean =>
  type !== 'insight.custom-identified.v1' || data.confidence >= (kinds.find(({ name }) => name === data.kind)?.definition.threshold ?? 0);

/** A fact that one engine alone found says so itself; what it does not say, the whole answer's engine does. */
const byEngine = (finding: Finding, engine: string, engineVersion: string): Finding => ({ ...finding, data: Object.assign({ engine, engineVersion }, finding.data) }) as Finding;

/** That the model had no part in an analysis, and why, is part of the engine's version. */
const said = (answer: EngineAnswer, reason: string): EngineAnswer => ({ ...answer, engineVersion: `${answer.engineVersion}${WITHOUT_MODEL}${reason}` });
