import { randomBytes } from 'node:crypto';
import { deterministicId, type CallContext, type Transcript } from '@callmesh/contracts';
import { rootLogger, SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { findReferences } from '../../domain/language/references.js';
import { readConversation } from '../../domain/language/tokens.js';
import { withoutDoubles, type Claim } from '../../domain/second-opinion/agreement.js';
import { checkFinding, type OwnKind } from '../../domain/second-opinion/checked-finding.js';
import { answerSchema, type ModelFinding } from '../../domain/second-opinion/model-finding.js';
import { LlmQuarantine } from '../tables/llm-quarantine.js';
import { LlmUsage, type Spent } from '../tables/llm-usage.js';
import { chunksOf, tokensOf, type Line } from './chunks.js';
import { LlmClient, type LlmQuestion } from './llm-client.js';
import { llmMetrics } from './llm-metrics.js';
import { LlmRejected, LlmUnavailable } from './llm.errors.js';
import { costOf, llmSettings, type LlmSettings } from './llm-settings.js';
import { parseFindings } from './parse-findings.js';
import { askPatiently } from './patient-client.js';
import { BUILT_IN, PROMPT_VERSION, questionAbout, repairOf, type DescribedKind } from './prompt.js';
import type { LlmAnswer } from './read-answer.js';

/** A call that a model is asked about; only its redacted transcript leaves. */
export interface LlmWork {
  /** Id of the job: what is kept of an answer hangs on it. */
  readonly id: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly transcript: Transcript;
  readonly call: CallContext;
  readonly ownKinds: readonly (OwnKind & { readonly means: string })[];
  /** From this try on the local engine reads the call alone when the model does not answer. */
  readonly isLastTry: boolean;
  readonly signal: AbortSignal;
  assertHeld(): Promise<void>;
}

/** Why the local engine reads a call alone. */
export type Without = 'daily-cap' | 'unusable-answer' | 'unavailable' | 'rejected';

/** What the model's answer came to: claims that the transcript bears out, or why there is none. */
export type SecondOpinion = { readonly claims: readonly Claim[]; readonly version: string } | { readonly without: Without };

/** Room for an answer: what findings about a piece of a call may need. */
const ANSWER_TOKENS = 2_000;

/** A second reader of calls: any language model behind the OpenAI chat route. Its answers are claims; see `checkFinding` and `agree`. */
@Injectable()
export class LlmEngine {
  private readonly settings: LlmSettings | null;
  private readonly client: LlmClient | null;

  constructor(
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
    private readonly usage: LlmUsage,
    private readonly quarantine: LlmQuarantine,
  ) {
    this.settings = llmSettings(env);
    this.client = this.settings && new LlmClient(this.settings);
  }

  get isConfigured(): boolean {
    return this.settings !== null;
  }

  /** @throws LlmUnavailable before the last try: the job waits and asks again. */
  async read(work: LlmWork): Promise<SecondOpinion> {
    if (!this.settings || !this.client) throw new Error('no language model is configured');
    const { model } = this.settings;
    try {
      const claimed: ModelFinding[] = [];
      for (const [piece, lines] of chunksOf(work.transcript.utterances, this.settings.chunkTokens).entries()) {
        const answered = await this.readPiece(work, piece, lines, this.settings, this.client);
        if (answered === 'over-cap') {
          await this.usage.skipped(work.tenantId, model);
          return this.without(work, 'daily-cap');
        }
        // An answer that cannot be used is never half used: the rest of the call is not asked about either.
        if (answered === 'unusable') return this.without(work, 'unusable-answer');
        claimed.push(...answered);
      }
      return { claims: withoutDoubles(this.believed(work, claimed, model)), version: `${model}+prompt@${PROMPT_VERSION}` };
    } catch (error) {
      if (error instanceof LlmUnavailable && work.isLastTry) return this.without(work, 'unavailable', error);
      if (error instanceof LlmRejected) return this.without(work, 'rejected', error);
      throw error;
    }
  }

  private async readPiece(work: LlmWork, piece: number, lines: readonly Line[], settings: LlmSettings, client: LlmClient): Promise<readonly ModelFinding[] | 'over-cap' | 'unusable'> {
    const kinds: DescribedKind[] = [...BUILT_IN, ...work.ownKinds.map(({ name, means }) => ({ kind: `custom:${name}`, means }))];
    const messages = questionAbout(lines, kinds, randomBytes(9).toString('hex'));
    const question: LlmQuestion = { messages, schema: answerSchema(kinds.map(({ kind }) => kind)), maxTokens: ANSWER_TOKENS, signal: work.signal };
    const first = await this.ask(work, question, settings, client);
    if (!first) return 'over-cap';
    const parsed = parseFindings(first);
    if ('findings' in parsed) return parsed.findings;
    const second = await this.ask(work, { ...question, messages: repairOf(messages, first.text, parsed.faults) }, settings, client);
    if (!second) return 'over-cap';
    const repaired = parseFindings(second);
    if ('findings' in repaired) return repaired.findings;
    const id = deterministicId('llm-quarantined', work.id, piece);
    await this.quarantine.keep(work.tenantId, { id, conversationId: work.conversationId, model: settings.model, piece, faults: repaired.faults, answer: second.text });
    return 'unusable';
  }

  /** @returns null when the question would go over the tenant's cap. */
  private async ask(work: LlmWork, question: LlmQuestion, { model, caps }: LlmSettings, client: LlmClient): Promise<LlmAnswer | null> {
    const promptTokens = question.messages.reduce((sum, { content }) => sum + tokensOf(String(content)), tokensOf(JSON.stringify(question.schema)));
    const reserved = await this.usage.reserve(work.tenantId, model, { promptTokens, completionTokens: question.maxTokens }, caps);
    if (!reserved) return null;
    let spent: Spent | null = null;
    try {
      const answer = await askPatiently(client, question, work.tenantId, model, work.assertHeld);
      spent = { promptTokens: answer.promptTokens ?? promptTokens, completionTokens: answer.completionTokens ?? tokensOf(answer.text) };
      llmMetrics.tokens(work.tenantId, model, 'input', spent.promptTokens);
      llmMetrics.tokens(work.tenantId, model, 'output', spent.completionTokens);
      llmMetrics.cost(work.tenantId, model, costOf(spent, caps));
      return answer;
    } finally {
      await this.usage.settle(work.tenantId, reserved, spent, caps);
    }
  }

  private believed({ transcript, call, ownKinds }: LlmWork, claimed: readonly ModelFinding[], model: string): Claim[] {
    const conversation = readConversation(transcript.utterances);
    const against = { conversation, references: findReferences(conversation, call.timeZone), call, ownKinds: new Map(ownKinds.map((kind) => [kind.name, kind])) };
    return claimed.flatMap((claim): Claim[] => {
      const checked = checkFinding(claim, against);
      llmMetrics.claims(model, 'refused' in checked ? checked.refused : 'believed');
      if ('refused' in checked) return [];
      for (const part of checked.dropped) llmMetrics.claims(model, `without-${part}`);
      return [checked];
    });
  }

  private without({ tenantId, conversationId }: LlmWork, reason: Without, error?: Error): SecondOpinion {
    llmMetrics.without(tenantId, reason);
    rootLogger().warn({ conversationId, reason, ...(error && { err: error }) }, 'the local engine reads this call without the language model');
    return { without: reason };
  }
}
