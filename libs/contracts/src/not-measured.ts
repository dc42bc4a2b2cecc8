import type { CallAnalysedV1 } from './generated/events.js';

/** The fields that `call.analysed` v1.1 brought, when nobody looked: the schema's own defaults. */
export const NOT_MEASURED = {
  nature: null,
  emotion: null,
  agentScore: null,
  agentScoreUtterances: [],
  satisfactionUtterances: [],
  escalationUtterances: [],
  sentiments: [],
  processIssues: [],
  repeatedProblems: [],
  marketingMentions: [],
  actionItems: [],
  competitors: [],
  talk: null,
} satisfies Partial<CallAnalysedV1>;
