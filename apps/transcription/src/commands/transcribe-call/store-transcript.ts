import { CLAIM_CHECKS, emailForm, phoneForm, VAULT, type ClaimChecks, type PartyMarks, type Vault } from '@callmesh/claim-check';
import { TRANSCRIPT_MEDIA_TYPE, type CallContext, type CallTranscribedV1, type ClaimCheck, type Transcript, type TranscriptFlag, type Utterance } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { redact, type RedactionResult } from '@callmesh/redaction';
import { Inject, Injectable } from '@nestjs/common';
import { Presidio } from '../../adapters/presidio/presidio.adapter.js';
import { checkTranscript } from '../../domain/quality/check-transcript.js';
import type { Checked, Fault } from '../../domain/quality/fault.js';
import { mendTranscript } from '../../domain/quality/mend-transcript.js';
import { parsePlaceholder, renamePlaceholders } from '../../domain/renumber-placeholders.js';
import { KnownOfCall } from './known-of-call.js';
import { RedactionPolicies } from '../set-redaction-policy/redaction-policies.js';
import type { EngineLease, Heard, TranscriptionWork } from '../../ports/transcription-engine.port.js';

/** What became of what was heard. */
export interface StoredTranscript {
  /** As it was heard, when cleaning up made another version of it. */
  readonly original: CallTranscribedV1 | null;
  /** What everybody reads. */
  readonly transcript: CallTranscribedV1;
  /** What is left that could not be mended. */
  readonly flags: readonly TranscriptFlag[];
}

/** Checks what was heard, cleans it up, redacts it, and only then stores it: personal values in the vault, the rest behind a claim check. */
@Injectable()
export class StoreTranscript {
  constructor(
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly policies: RedactionPolicies,
    private readonly known: KnownOfCall,
    private readonly presidio: Presidio,
  ) {}

  /**
   * @param version of what was heard; what is cleaned up is the one after it.
   * @param name distinguishes the object from that of another try.
   */
  async store(work: TranscriptionWork, heard: Heard, version: number, name: string, lease: EngineLease): Promise<StoredTranscript> {
    const { utterances, language, durationMs, speechMs, voices } = heard;
    const checked: Checked = { utterances, language, recordingMs: work.call.durationMs ?? (speechMs === null ? 0 : durationMs), speechMs, voices };
    const faults = checkTranscript(checked);
    await lease.assertHeld();
    const mended = faults.some(({ mendable }) => mendable) ? mendTranscript(checked, faults) : utterances;
    if (mended === utterances || isSame(mended, utterances)) return { original: null, transcript: await this.keep(work, heard, version, name, faults), flags: faults.map(asFlag) };
    // What was lost does not come back by cleaning up.
    const left = [...faults.filter(({ severity, mendable }) => mendable && severity === 'review'), ...checkTranscript({ ...checked, utterances: mended })];
    const original = await this.keep(work, heard, version, name, faults);
    return { original, transcript: await this.keep(work, { ...heard, utterances: mended }, version + 1, name, left), flags: left.map(asFlag) };
  }

  private async keep({ tenantId, conversationId, call }: TranscriptionWork, heard: Heard, version: number, name: string, faults: readonly Fault[]): Promise<CallTranscribedV1> {
    const [policy, known, found] = [await this.policies.of(tenantId), await this.known.of(tenantId, conversationId, call), await this.presidio.find(heard.utterances, heard.language)];
    const { utterances, spans, values } = await this.keepValues(tenantId, conversationId, redact(heard.utterances, { ...policy, known, found }));
    const redactions = [...new Map(spans.map(({ placeholder, type }) => [placeholder, { placeholder, type, kept: values.has(placeholder) }])).values()];
    const { engine, engineVersion, language, durationMs } = heard;
    const flags = faults.length > 0 ? { flags: faults.map(asFlag) } : {};
    const transcript: Transcript = { conversationId, version, engine, engineVersion, language, durationMs, utterances, redactions, ...flags };
    const artifact = `transcript.${version}.${name}.json`;
    const claim = await this.claimChecks.put({ tenantId, conversationId, artifact }, Buffer.from(JSON.stringify(transcript)), TRANSCRIPT_MEDIA_TYPE);
    return describeTranscript(call, transcript, claim, spans.length);
  }

  /**
   * The vault keeps one value per placeholder for good: the caller's number came before, and an earlier transcript's values stay.
   * So each value gets the first number that is free or already stands for it.
   */
  private async keepValues(tenantId: string, conversationId: string, result: RedactionResult): Promise<RedactionResult> {
    const names = new Map<string, string>();
    const taken = new Set(result.spans.map(({ placeholder }) => placeholder).filter((placeholder) => !result.values.has(placeholder)));
    for (const [placeholder, value] of result.values) {
      const type = parsePlaceholder(placeholder)?.type;
      if (type === undefined) throw new DomainError('REDACTION.BAD_PLACEHOLDER', 'redaction made a placeholder that is none: a placeholder reads [PHONE_1]');
      names.set(placeholder, await this.keepValue(tenantId, conversationId, type, value, taken));
    }
    return renamePlaceholders(result, names);
  }

  private async keepValue(tenantId: string, conversationId: string, type: string, value: string, taken: ReadonlySet<string>): Promise<string> {
    for (let number = 1; ; number += 1) {
      const placeholder = `[${type}_${number}]`;
      if (taken.has(placeholder)) continue;
      try {
        await this.vault.store(tenantId, conversationId, placeholder, value, marksOf(type, value));
        return placeholder;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'VAULT.DIFFERENT_VALUE') throw error;
      }
    }
  }
}

/** By a number or an address that was said the conversation is found, should that person ask to be forgotten. */
function marksOf(type: string, value: string): PartyMarks | undefined {
  const form = type === 'PHONE' ? phoneForm(value) : type === 'EMAIL' ? emailForm(value) : null;
  return form === null ? undefined : { parties: [form] };
}

export const asFlag = ({ check, severity, detail, utteranceIds }: Fault): TranscriptFlag => ({ check, severity, detail, utteranceIds });

/** What is told of a stored transcript. */
export function describeTranscript(call: CallContext, transcript: Transcript, claim: ClaimCheck, redactions: number): CallTranscribedV1 {
  const { conversationId, version, engine, engineVersion, language, durationMs, utterances } = transcript;
  const probabilities = utterances.flatMap((utterance) => utterance.words.map((word) => word.confidence)).filter((value) => value !== null);
  return {
    conversationId,
    call,
    transcriptVersion: version,
    transcript: claim,
    engine,
    engineVersion,
    language,
    durationMs,
    speakers: [...new Set(utterances.map(({ speaker }) => speaker))].sort(),
    utterances: utterances.length,
    words: utterances.reduce((sum, { text }) => sum + text.split(/\s+/).filter(Boolean).length, 0),
    confidence: probabilities.length > 0 ? probabilities.reduce((sum, value) => sum + value, 0) / probabilities.length : null,
    redactions,
  };
}

/** Whether cleaning up changed nothing after all. */
const isSame = (one: readonly Utterance[], two: readonly Utterance[]): boolean => JSON.stringify(one) === JSON.stringify(two);
