import { NOT_MEASURED, writtenVersion } from '@callmesh/contracts';
import type { EngineAnswer, Finding, Reading } from '../finding.js';
import { evidenceOf } from '../language/evidence.js';
import { actionItemsOf } from './action-items.js';
import { agentScoreOf } from './agent-score.js';
import { escalationOf } from './escalation.js';
import { factsOf, ofType } from './fact.js';
import type { Nature } from './nature/nature.js';
import { courseOf } from './mood/course.js';
import { emotionOf, moodOf } from './mood/mood.js';
import { satisfactionOf } from './mood/satisfaction.js';
import { sentimentsOf } from './mood/sentiments.js';
import { marketingMentionsOf, processIssuesOf } from './observations.js';
import { intentOf, topicsOf } from './overview.js';
import { matterOf, summaryOf } from './summary.js';
import { talkMetrics } from './talk/talk-metrics.js';

type Analysis = EngineAnswer['analysis'];

/**
 * The analysis of a conversation as a whole; what too little was said for is null or empty.
 * @param durationMs length of the recording.
 * @param nature a conversation, or a message that somebody left.
 */
export function analysisOf(reading: Reading, findings: readonly Finding[], durationMs: number, nature: Nature): Analysis {
  const { conversation } = reading;
  const facts = factsOf(findings);
  const mood = moodOf(reading);
  const left = satisfactionOf(mood, courseOf(reading));
  const topics = topicsOf(reading);
  const talk = talkMetrics(conversation.utterances, durationMs);
  const intent = intentOf(reading, facts);
  const matter = matterOf(reading);
  const escalation = escalationOf(reading, facts, mood, left.score);
  const agent = agentScoreOf(reading, mood, talk);
  return {
    confidence: facts.length > 0 ? Math.min(...facts.map((f) => f.data.confidence)) : intent ? 0.7 : 0.5,
    entities: facts.flatMap((f) => f.data.entities),
    evidence: matter ? evidenceOf(conversation, [matter]) : [],
    summary: summaryOf(reading, facts, left.sentiment),
    intent,
    topics: [...topics.keys()],
    sentiment: left.sentiment,
    satisfaction: left.satisfaction,
    escalationRisk: escalation.risk,
    nature,
    emotion: emotionOf(mood),
    agentScore: agent.score,
    agentScoreUtterances: [...agent.utteranceIds],
    satisfactionUtterances: [...left.utteranceIds],
    escalationUtterances: [...escalation.utteranceIds],
    sentiments: sentimentsOf(reading, mood, topics),
    processIssues: processIssuesOf(reading, talk),
    // Earlier calls are looked up where they are kept, after the engine.
    repeatedProblems: [],
    marketingMentions: marketingMentionsOf(reading),
    actionItems: actionItemsOf(reading, facts),
    competitors: [...new Set(ofType(facts, 'competitor.mentioned.v1').map((f) => f.data.competitor))],
    talk,
  };
}

/** What this build may write: the fields of v1.1 as their defaults while the release before could not read them. */
export const writable = (analysis: Analysis, minor = writtenVersion('call.analysed.v1').minor): Analysis => (minor >= 1 ? analysis : { ...analysis, ...NOT_MEASURED });
