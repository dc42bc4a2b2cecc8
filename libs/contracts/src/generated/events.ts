// Generated from schemas/ by `npm run contracts:generate`. Do not edit.


/** Something that somebody is to do after the call. */
export interface ActionItem {
  /** agent, customer or company. */
  owner: string;
  /** call-back, send, refund, replace, credit, check, escalate, schedule, change or other. */
  action: string;
  /** The redacted words. Personal: encrypted in the store. */
  text: null | string;
  /** By when; null when no time was said. */
  due: null | SpokenTime;
  /** Where it was said. */
  utteranceIds: string[];
}

/** What an action changes, in callmesh's terms; the destination adapter translates. */
export interface ActionTarget {
  /** order, case, task, invoice or note. */
  object: string;
  /** Business key of the object, e.g. the order id; null when a new object is made. */
  key: null | string;
  /** Wanted values; before is null until the destination was read. */
  fields: FieldChange[];
}

/** What every later step needs to know of the call, so that no consumer has to join. */
export interface CallContext {
  /** Telephony platform or connection kind, e.g. upload, folder, demo. */
  platform: string;
  /** The call id the platform uses. */
  platformCallId: string;
  /** Start of the call, milliseconds since the epoch (UTC). */
  startedAt: number;
  /** IANA zone in which spoken dates are resolved. */
  timeZone: string;
  /** inbound, outbound or unknown. */
  direction: string;
  /** Platform agent id; "unknown" when assumed. */
  agentId: string;
  /** Length of the recording in milliseconds. */
  durationMs: null | number;
  /** The customer's number, when the metadata gave one. */
  customer: null | Party;
  /** granted, assumed-by-operator, … */
  consent: string;
  /** Names of metadata fields that the connection assumed because the source did not give them. */
  assumed: string[];
}

/** A reference to an encrypted object; reading it needs a role or a grant and is audited. */
export interface ClaimCheck {
  /** claim://<tenant>/<conversation>/<artifact> */
  uri: string;
  /** Hex SHA-256 of the clear bytes, verified on every read. */
  sha256: string;
  /** Size of the clear bytes. */
  bytes: number;
  /** IANA media type of the clear bytes. */
  mediaType: string;
}

/** One criterion of a scorecard, judged on one call. */
export interface CriterionScore {
  /** Its id in the scorecard. */
  criterion: string;
  /** Its title. */
  title: string;
  /** Share of the whole, percent. */
  weight: number;
  /** 1–5; null when not applicable or not sure enough. */
  score: null | number;
  /** scored, not-applicable or unsure (a person is asked). */
  outcome: string;
  /** 0–1. */
  confidence: number;
  /** Why, in a few words of the engine. */
  reason: string;
  /** What it rests on. */
  evidence: Evidence[];
}

/** A thing named on the call. */
export interface Entity {
  /** order, invoice, product, amount, date, phone, … */
  kind: string;
  /** Normalised business value in clear (order id, ISO date, decimal amount); null for personal values. */
  value: null | string;
  /** For personal values: placeholder and vault reference. */
  party: null | Party;
  /** As spoken, redacted. Personal: encrypted in the store. */
  text: string;
  /** Utterance in which it was said. */
  utteranceId: string;
}

/** Where in the conversation a statement rests. */
export interface Evidence {
  /** Ids of the utterances quoted, in order. */
  utteranceIds: string[];
  /** Start of the first word, ms from the start of the recording. */
  startMs: number;
  /** End of the last word, ms from the start of the recording. */
  endMs: number;
  /** Redacted words, in the transcript's own characters. Personal: encrypted in the store. */
  quote: string;
  /** customer, agent or unknown. */
  speaker: string;
}

/** One field of a destination object, before and after. */
export interface FieldChange {
  /** Field name at the destination. */
  field: string;
  /** Value found before the write; null when there was none. Personal: encrypted in the store. */
  before: null | string;
  /** Value written; null when cleared. Personal: encrypted in the store. */
  after: null | string;
}

/** Something noticed on a call, and where. */
export interface Observation {
  /** What it is, a short stable name. */
  label: string;
  /** The redacted words it rests on. Personal: encrypted in the store. */
  text: null | string;
  /** Where it was said. */
  utteranceIds: string[];
}

/** A person on the call, named by a placeholder; the value is resolved from the vault with authorisation. */
export interface Party {
  /** Typed placeholder, e.g. [PHONE_1]. */
  placeholder: string;
  /** vault://<tenant>/<conversation>/<placeholder> */
  reference: string;
}

/** A problem that an earlier call of the same customer was about. */
export interface RepeatedProblem {
  /** Topic of the problem. */
  topic: string;
  /** The earlier conversation. */
  conversationId: string;
  /** When that call began. */
  startedAt: number;
}

/** The sentiment of a part of a call. */
export interface SentimentOf {
  /** speaker, utterance, topic or time. */
  scope: string;
  /** The speaker role, utterance id, topic, or the start of the window in ms. */
  of: string;
  /** positive, neutral or negative. */
  sentiment: string;
  /** −1 to 1. */
  score: number;
  /** What it rests on. */
  utteranceIds: string[];
}

/** One side of the call. */
export interface SpeakerTalk {
  /** customer, agent or unknown. */
  speaker: string;
  /** Time speaking, milliseconds. */
  talkMs: number;
  /** Of all speaking time, 0–1. */
  share: number;
  /** Words said. */
  words: number;
  /** Pace while speaking; null below ten words. */
  wordsPerMinute: null | number;
  /** Times this side began while the other was speaking and went on. */
  interruptions: number;
  /** Longest turn, milliseconds. */
  longestTurnMs: number;
}

/** A time named on the call, as it was said and as it was understood. */
export interface SpokenTime {
  /** The moment it was resolved to; null when the words left it open. */
  at: null | number;
  /** The same as precisely as it was said: an ISO 8601 date when only a day was named, date and time with offset otherwise; null when the engine did not tell. */
  iso: null | string;
  /** IANA zone in which it was resolved. */
  timeZone: string;
  /** The words that gave the time. Personal: encrypted in the store. */
  phrase: null | string;
}

/** Who spoke how much, from word times where the speech engine gave them. */
export interface TalkMetrics {
  /** words or utterances: what the times were taken from. */
  basis: string;
  /** One for each side. */
  speakers: SpeakerTalk[];
  /** Nobody spoke, milliseconds. */
  silenceMs: number;
  /** Longest silence, milliseconds. */
  longestSilenceMs: number;
  /** Both spoke, milliseconds. */
  overlapMs: number;
  /** On hold: announced, or silent for long, milliseconds. */
  holdMs: number;
  /** Number of holds. */
  holds: number;
}

/** A check that a transcript did not pass. */
export interface TranscriptFlag {
  /** punctuation, casing, speakers, timestamps, coverage, language, confidence or repetition. */
  check: string;
  /** notice or review. */
  severity: string;
  /** What was found, in figures; no words of the call. */
  detail: string;
  /** Where; the first twenty. */
  utteranceIds: string[];
}

/** The action ended without its change; a person sees a new draft that supersedes it. */
export interface ActionApplicationFailedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** Stable reason code. */
  code: string;
  /** What the destination said and what to do next. Personal: encrypted in the store. */
  reason: string;
  /** The new draft. */
  supersededBy: null | string;
}

/** The destination holds the change. */
export interface ActionAppliedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** Destination connection, e.g. hubspot. */
  destination: string;
  /** Object type at the destination. */
  object: string;
  /** Its id there. */
  objectId: string;
}

/** An action was drafted from an insight; nothing changes before it is reviewed. */
export interface ActionDraftedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** What is to change. */
  target: ActionTarget;
  /** The customer concerned. */
  customer: null | Party;
  /** When it is due, for tasks. */
  dueAt: null | number;
  /** The business fact it rests on; effects are deduplicated by it. */
  factId: string;
  /** Start of the call. */
  callStartedAt: number;
  /** What would happen, in one redacted sentence. Personal: encrypted in the store. */
  summary: string;
  /** Confidence of the insight it rests on, 0–1. */
  confidence: number;
  /** Confidence the policy asks for to go unattended, 0–1. */
  threshold: number;
  /** Why a person has to look; null when policy may decide. Personal: encrypted in the store. */
  doubt: null | string;
  /** The words it rests on. */
  evidence: Evidence[];
  /** Type of the event it came from. */
  sourceType: string;
  /** The failed action it replaces. */
  supersedes: null | string;
  /** The applied action it compensates. */
  reverts: null | string;
}

/** A policy or a person decided on a drafted action. */
export interface ActionReviewedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** approved, amended or rejected. */
  decision: string;
  /** policy:<kind>@<version> or the reviewer's key name. */
  decidedBy: string;
  /** Why. Personal: encrypted in the store. */
  reason: string;
  /** What is to change. */
  target: ActionTarget;
  /** The customer concerned. */
  customer: null | Party;
  /** When it is due, for tasks. */
  dueAt: null | number;
  /** The business fact it rests on; effects are deduplicated by it. */
  factId: string;
  /** Start of the call. */
  callStartedAt: number;
  /** The words it rests on. */
  evidence: Evidence[];
}

/** The agent promised something that is to happen after the call. */
export interface AgentCommitmentMadeV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** call-back, send, refund, replace, credit, check, escalate, schedule, change or other. */
  action: string;
  /** The promise in the agent's redacted words. Personal: encrypted in the store. */
  commitment: null | string;
  /** By when; null when no time was said. */
  due: null | SpokenTime;
}

/** The analysis of the whole call; a field is null where there was too little to say. */
export interface CallAnalysedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** The transcript it rests on; the same version analysed twice publishes nothing new. */
  transcriptVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** Two or three redacted sentences. Personal: encrypted in the store. */
  summary: null | string;
  /** Main intent, e.g. cancel-order. */
  intent: null | string;
  /** Key topics. */
  topics: string[];
  /** positive, neutral or negative. */
  sentiment: null | string;
  /** 1–10. */
  satisfaction: null | number;
  /** low, medium or high. */
  escalationRisk: null | string;
  /** Types of the insight events of the same analysis. */
  insights: string[];
  /** conversation, voicemail, menu, wrong-number, silence, music, other-language, crosstalk or too-short; null when nobody looked. */
  nature: null | string;
  /** The customer's strongest emotion: anger, frustration, disappointment, worry, confusion, relief, gratitude or joy. */
  emotion: null | string;
  /** 1–10: how the agent handled the call. */
  agentScore: null | number;
  /** What it rests on. */
  agentScoreUtterances: string[];
  /** What the satisfaction rests on. */
  satisfactionUtterances: string[];
  /** What the escalation risk rests on. */
  escalationUtterances: string[];
  /** Per speaker, topic and window of time; per utterance where it is not neutral. */
  sentiments: SentimentOf[];
  /** Where the process failed: transfers, repeated explanations, missing information, long holds. */
  processIssues: Observation[];
  /** Problems that this customer's earlier calls were about. */
  repeatedProblems: RepeatedProblem[];
  /** Campaigns, offers and advertisements named. */
  marketingMentions: Observation[];
  /** Who is to do what by when. */
  actionItems: ActionItem[];
  /** Competitors named. */
  competitors: string[];
  /** Who spoke how much; null without times. */
  talk: null | TalkMetrics;
}

/** A capture could not be processed; it waits, with its reason, for a person to fix and re-submit it. */
export interface CallQuarantinedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** Id of the quarantine entry. */
  quarantineId: string;
  /** The connection it came through. */
  connection: string;
  /** Stable reason code, e.g. AUDIO.UNREADABLE. */
  code: string;
  /** What was wrong and what to do next. Personal: encrypted in the store. */
  reason: string;
  /** Names of required metadata fields that are missing. */
  missing: string[];
  /** Name of the received file. Personal: encrypted in the store. */
  fileName: null | string;
}

/** A call recording (or its transcript) was captured, identified and stored. */
export interface CallRecordedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata in callmesh's schema. */
  call: CallContext;
  /** When callmesh received it: the clock of the stages starts here. */
  receivedAt: number;
  /** The connection it came through. */
  connection: string;
  /** Name of the received file. Personal: encrypted in the store. */
  fileName: null | string;
  /** The bytes as received, encrypted. */
  original: null | ClaimCheck;
  /** Normalised audio: WAV, 16 kHz, signed 16 bit, channels kept. */
  audio: null | ClaimCheck;
  /** A transcript that came instead of audio, as received. */
  transcript: null | ClaimCheck;
  /** Who is on each audio channel, in order: customer, agent or unknown. */
  channelRoles: string[];
  /** BCP 47 tag when the source named it. */
  language: null | string;
  /** Words the engine should expect. */
  vocabulary: string[];
  /** 1 for the first recording of this call; later bytes for the same call id count up. */
  audioVersion: number;
}

/** A party refused recording: nothing but this fact is kept. */
export interface CallRefusedNoConsentV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The connection it came through. */
  connection: string;
  /** The call id the platform uses. */
  platformCallId: string;
  /** Start of the call. */
  startedAt: number;
}

/** A call was transcribed again, or its transcript mended: a new version of the transcript. */
export interface CallRetranscribedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first transcript; a re-transcription counts up. */
  transcriptVersion: number;
  /** Redacted transcript, application/vnd.callmesh.transcript+json. */
  transcript: ClaimCheck;
  /** Speech engine or import that made it. */
  engine: string;
  /** Its version and model. */
  engineVersion: string;
  /** BCP 47 tag given or detected. */
  language: null | string;
  /** Length of the conversation in milliseconds. */
  durationMs: number;
  /** Roles present: customer, agent, unknown. */
  speakers: string[];
  /** Number of utterances. */
  utterances: number;
  /** Number of words. */
  words: number;
  /** Mean word probability 0–1; null when the engine gives none. */
  confidence: null | number;
  /** Number of spans redacted. */
  redactions: number;
  /** The transcript version before. */
  replaces: number;
  /** requested, better-engine, clean-up, resegmentation or correction. */
  reason: string;
  /** raw-audio, redacted-audio, import or transcript: what it was made of. */
  source: string;
}

/** A call was scored with one version of a scorecard. */
export interface CallScoredV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** The transcript it rests on. */
  transcriptVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1: the least of the criteria that were scored, 0 when none was. */
  confidence: number;
  /** Id of the scorecard. */
  scorecard: string;
  /** Its frozen version. */
  scorecardVersion: number;
  /** Type of call the scorecard is for. */
  callType: string;
  /** pilot (no CRM write, no alert) or live. */
  mode: string;
  /** 0–100 over the criteria that apply; null when too few were scored. */
  score: null | number;
  /** One for each criterion, in the order of the scorecard. */
  criteria: CriterionScore[];
  /** A criterion was unsure: a person is asked. */
  needsPerson: boolean;
}

/** The call was transcribed and redacted; the transcript lies behind the claim check. */
export interface CallTranscribedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first transcript; a re-transcription counts up. */
  transcriptVersion: number;
  /** Redacted transcript, application/vnd.callmesh.transcript+json. */
  transcript: ClaimCheck;
  /** Speech engine or import that made it. */
  engine: string;
  /** Its version and model. */
  engineVersion: string;
  /** BCP 47 tag given or detected. */
  language: null | string;
  /** Length of the conversation in milliseconds. */
  durationMs: number;
  /** Roles present: customer, agent, unknown. */
  speakers: string[];
  /** Number of utterances. */
  utterances: number;
  /** Number of words. */
  words: number;
  /** Mean word probability 0–1; null when the engine gives none. */
  confidence: null | number;
  /** Number of spans redacted. */
  redactions: number;
}

/** No engine could transcribe the call. */
export interface CallTranscriptionFailedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** Stable reason code. */
  code: string;
  /** What was wrong and what to do next. Personal: encrypted in the store. */
  reason: string;
  /** How many times it was tried. */
  attempts: number;
}

/** A call back was asked for or promised. */
export interface CallbackRequestedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** customer (asked for it) or agent (promised it). */
  requestedBy: string;
  /** When, resolved in the call's zone; null when no time was said. */
  dueAt: null | number;
  /** The words that gave the time. Personal: encrypted in the store. */
  duePhrase: null | string;
}

/** A call back was asked for or promised. */
export interface CallbackRequestedV2 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** asked (the customer asked for it) or promised (the agent offered it). */
  origin: string;
  /** When; null when no time was said. */
  due: null | SpokenTime;
}

/** Another company was named as an alternative, a comparison, an origin or a destination. */
export interface CompetitorMentionedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** Its name as it was said, or as the tenant lists it. */
  competitor: string;
  /** alternative, comparison, leaving-to, came-from or other. */
  relation: string;
}

/** A conversation was erased: its key is destroyed. Whoever keeps anything of it deletes that now. */
export interface ConversationErasedV1 {
  /** The conversation: nothing but this fact is left of it. */
  conversationId: string;
  /** The request it belongs to; its receipt says what was done. */
  erasureId: string;
  /** When the key was destroyed. */
  erasedAt: number;
  /** When the last topic has deleted what was published of it before. */
  topicsUntil: number;
}

/** It could not be learned whether the destination made the change; a person has to look. */
export interface CrmOutcomeUncertainV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** Destination connection. */
  destination: string;
  /** Stable reason code. */
  code: string;
  /** What is known. Personal: encrypted in the store. */
  reason: string;
}

/** A destination record holds the change, once. */
export interface CrmRecordUpdatedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** Destination connection. */
  destination: string;
  /** Object type at the destination. */
  object: string;
  /** Its id there. */
  objectId: string;
  /** created, updated or unchanged. */
  operation: string;
  /** Fields before and after. */
  changes: FieldChange[];
  /** The business fact it rests on. */
  factId: string;
}

/** The destination, or the search for the right record, refused the change for good. */
export interface CrmUpdateRefusedV1 {
  /** The action. */
  actionId: string;
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** cancel-order, open-case, call-back, dispute-hold or call-note. */
  kind: string;
  /** Destination connection. */
  destination: string;
  /** Stable reason code, e.g. CRM.NO_CONTACT, CRM.SEVERAL_CONTACTS. */
  code: string;
  /** What was found, in the vendor's words where it spoke. Personal: encrypted in the store. */
  reason: string;
}

/** The customer complained. */
export interface CustomerComplaintLoggedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** delivery, product, service, billing, staff or other. */
  topic: string;
  /** low, medium or high. */
  severity: string;
  /** The one order complained of; null when none or several could be meant. */
  orderId: null | string;
}

/** The customer disputes a charge or an invoice. */
export interface CustomerDisputeRaisedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** The one invoice meant; null when none or several could be meant. */
  invoiceId: null | string;
  /** Disputed amount, a decimal number; null when not said. */
  amount: null | string;
  /** ISO 4217 code; null when not said. */
  currency: null | string;
}

/** The customer reported a concrete problem that stands. */
export interface CustomerIssueIdentifiedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** delivery, product, billing, account, technical, service or other. */
  topic: string;
  /** low, medium or high. */
  severity: string;
  /** The one order meant; null when none or several could be meant. */
  orderId: null | string;
  /** The product or service it is about, as named; null when not said. */
  product: null | string;
  /** The problem in the customer's redacted words. Personal: encrypted in the store. */
  description: null | string;
}

/** The customer may take the matter further, or leave. */
export interface EscalationRiskRaisedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** medium or high. */
  risk: string;
  /** What tells: manager, legal, regulator, publicity, churn. */
  signals: string[];
}

/** A later analysis found a fact again. */
export interface InsightConfirmedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** The analysis that says so. */
  analysisVersion: number;
  /** The transcript it rests on. */
  transcriptVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** The fact: `ce_factid` of the insight. */
  factId: string;
  /** Event type of the insight, with its major. */
  insight: string;
  /** 0–1, of the later analysis. */
  confidence: number;
  /** Where it was said, in the later transcript. */
  evidence: Evidence[];
}

/** A fact of a tenant's own kind was found. */
export interface InsightCustomIdentifiedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** The tenant's name of the kind, kebab-case. */
  kind: string;
  /** Version of its definition. */
  kindVersion: number;
  /** Its title for people. */
  title: string;
  /** The one order meant; null when none or several could be meant. */
  orderId: null | string;
}

/** A later analysis did not find a fact again. */
export interface InsightWithdrawnV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** The analysis that says so. */
  analysisVersion: number;
  /** The transcript it rests on. */
  transcriptVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** The fact: `ce_factid` of the insight. */
  factId: string;
  /** Event type of the insight, with its major. */
  insight: string;
  /** not-found-again, replaced or transcript-corrected. */
  reason: string;
  /** The fact that stands in its place; null when none does. */
  replacedBy: null | string;
}

/** The customer asked for an order to be cancelled. */
export interface OrderCancellationRequestedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version and rule pack. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** The one order meant; null when none or several could be meant. */
  orderId: null | string;
  /** Why, in the customer's redacted words. Personal: encrypted in the store. */
  reason: null | string;
}

/** The customer asked for money back. */
export interface RefundRequestedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** 1 for the first analysis; a later one counts up. */
  analysisVersion: number;
  /** Extraction engine. */
  engine: string;
  /** Its version, rule packs and calibration. */
  engineVersion: string;
  /** 0–1, calibrated by the engine. */
  confidence: number;
  /** Things named with it. */
  entities: Entity[];
  /** Where it was said, and by whom. */
  evidence: Evidence[];
  /** The one order meant; null when none or several could be meant. */
  orderId: null | string;
  /** The one invoice meant; null when none or several could be meant. */
  invoiceId: null | string;
  /** Amount asked for, a decimal number; null when not said. */
  amount: null | string;
  /** ISO 4217 code; null when not said. */
  currency: null | string;
  /** Why, in the customer's redacted words. Personal: encrypted in the store. */
  reason: null | string;
}

/** A transcript has faults that could not be mended: a person should look. */
export interface TranscriptFlaggedV1 {
  /** The conversation: correlation id of everything that follows from this call. */
  conversationId: string;
  /** The call's metadata. */
  call: CallContext;
  /** The transcript. */
  transcriptVersion: number;
  /** BCP 47 tag given or detected. */
  language: null | string;
  /** What was found. */
  flags: TranscriptFlag[];
}

/** Payload by CloudEvents type. */
export interface EventPayloads {
  'action.application-failed.v1': ActionApplicationFailedV1;
  'action.applied.v1': ActionAppliedV1;
  'action.drafted.v1': ActionDraftedV1;
  'action.reviewed.v1': ActionReviewedV1;
  'agent.commitment-made.v1': AgentCommitmentMadeV1;
  'call.analysed.v1': CallAnalysedV1;
  'call.quarantined.v1': CallQuarantinedV1;
  'call.recorded.v1': CallRecordedV1;
  'call.refused-no-consent.v1': CallRefusedNoConsentV1;
  'call.retranscribed.v1': CallRetranscribedV1;
  'call.scored.v1': CallScoredV1;
  'call.transcribed.v1': CallTranscribedV1;
  'call.transcription-failed.v1': CallTranscriptionFailedV1;
  'callback.requested.v1': CallbackRequestedV1;
  'callback.requested.v2': CallbackRequestedV2;
  'competitor.mentioned.v1': CompetitorMentionedV1;
  'conversation.erased.v1': ConversationErasedV1;
  'crm.outcome-uncertain.v1': CrmOutcomeUncertainV1;
  'crm.record-updated.v1': CrmRecordUpdatedV1;
  'crm.update-refused.v1': CrmUpdateRefusedV1;
  'customer.complaint-logged.v1': CustomerComplaintLoggedV1;
  'customer.dispute-raised.v1': CustomerDisputeRaisedV1;
  'customer.issue-identified.v1': CustomerIssueIdentifiedV1;
  'escalation.risk-raised.v1': EscalationRiskRaisedV1;
  'insight.confirmed.v1': InsightConfirmedV1;
  'insight.custom-identified.v1': InsightCustomIdentifiedV1;
  'insight.withdrawn.v1': InsightWithdrawnV1;
  'order.cancellation-requested.v1': OrderCancellationRequestedV1;
  'refund.requested.v1': RefundRequestedV1;
  'transcript.flagged.v1': TranscriptFlaggedV1;
}
