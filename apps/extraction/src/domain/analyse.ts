import { NOT_MEASURED, type CallContext, type Transcript } from '@callmesh/contracts';
import { natureOf } from './analysis/nature/nature.js';
import { analysisOf } from './analysis/whole-call.js';
import type { KnownCompetitors } from './competitors/known-competitors.js';
import type { Analyse, EngineAnswer, FindFacts, RulePacks } from './finding.js';
import { findCallback } from './kinds/callback.js';
import { findCommitments } from './kinds/commitment.js';
import { findCompetitors } from './kinds/competitor.js';
import { findIssues } from './kinds/issue.js';
import { findCancellation } from './kinds/cancellation.js';
import { findComplaint } from './kinds/complaint.js';
import { findDispute } from './kinds/dispute.js';
import { findEscalation } from './kinds/escalation.js';
import { findRefund } from './kinds/refund.js';
import { findReferences } from './language/references.js';
import { readConversation } from './language/tokens.js';
import { weighAll, type Weighed } from './phrases/weigh.js';
import type { RulePack } from './rules/rule-pack.js';
import { withProductIds } from './products-named.js';
import { callTypeOf } from './scorecards/call-type.js';

const ENGINE = 'local-rules';
const KINDS: readonly FindFacts[] = [findCancellation, findRefund, findDispute, findComplaint, findEscalation, findCallback, findIssues, findCompetitors, findCommitments];

/** Nothing was understood, and that is said. */
const SILENT = { ...NOT_MEASURED, confidence: 0, entities: [], evidence: [], summary: null, intent: null, topics: [], sentiment: null, satisfaction: null, escalationRisk: null };

/**
 * The engine that needs no key: rule packs over the redacted transcript. English only; of another language it says nothing.
 * @param competitors companies that the tenant lists.
 */
export function localEngine(packs: RulePacks, competitors?: KnownCompetitors): Analyse {
  const all = Object.values(packs as unknown as Record<string, RulePack>);
  const fitted = Math.max(0, ...all.map((pack) => pack.calibration.fitted ?? 0));
  const phrases = all.find((pack) => pack.learned)?.learned?.model.version;
  const sounds = all.flatMap((pack) => (pack.sound ? [`${pack.name}-model@${pack.sound.version}`] : []));
  const version = [...all.map((pack) => `${pack.name}@${pack.version}`), ...sounds, ...(fitted > 0 ? [`calibration@${fitted}`] : []), ...(phrases === undefined ? [] : [`phrases@${phrases}`]), ...(packs.competitor.mentions ? [`competitors@${packs.competitor.mentions.version}`] : [])].join(' ');
  return (transcript, call) => ({ engine: ENGINE, engineVersion: version, ...read(transcript, call, packs, competitors) });
}

function read(transcript: Transcript, call: CallContext, packs: RulePacks, competitors: KnownCompetitors | undefined): Pick<EngineAnswer, 'insights' | 'callType' | 'analysis'> {
  const conversation = readConversation(transcript.utterances);
  const { nature, statesFacts } = natureOf(conversation, transcript.language);
  if (!statesFacts) return { insights: [], analysis: { ...SILENT, nature } };
  const reading = { conversation, references: findReferences(conversation, call.timeZone), call, packs, competitors };
  const insights = withProductIds(weighAll(reading, KINDS.flatMap((find) => find(reading))).map(({ finding }) => finding), conversation, reading.references);
  return { insights, callType: callTypeOf(conversation, packs), analysis: analysisOf(reading, insights, transcript.durationMs, nature) };
}

/** Everything of a call that could be a fact, with what speaks for it, for fitting how that is weighed. */
export function groundsOf(transcript: Transcript, call: CallContext, packs: RulePacks): readonly Weighed[] {
  const conversation = readConversation(transcript.utterances);
  if (!natureOf(conversation, transcript.language).statesFacts) return [];
  const reading = { conversation, references: findReferences(conversation, call.timeZone), call, packs };
  return weighAll(reading, KINDS.flatMap((find) => find(reading)));
}
