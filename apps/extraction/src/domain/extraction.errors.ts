import { DomainError } from '@callmesh/event-sourcing';

export const notAnalysed = (conversationId: string): DomainError =>
  new DomainError('ANALYSIS.NOT_FOUND', `conversation ${conversationId} has no analysis (yet): GET /api/v1/conversations/${conversationId}/thread shows where it stands`);

export const transcriptUnreadable = (conversationId: string, cause: string): DomainError =>
  new DomainError('TRANSCRIPT.UNREADABLE', `the stored transcript of conversation ${conversationId} cannot be read: ${cause}; transcribe the call again`);

export const kindInvalid = (name: string, fault: string): DomainError => new DomainError('KIND.INVALID', `kind ${name} cannot be used: ${fault}; docs/how-to/write-rules.md explains the pattern language`);

export const kindNotFound = (name: string): DomainError => new DomainError('KIND.NOT_FOUND', `there is no kind ${name}: GET /api/v1/kinds lists them, PUT /api/v1/kinds/${name} makes it`);

export const trackerInvalid = (name: string, fault: string): DomainError => new DomainError('TRACKER.INVALID', `tracker ${name} cannot be used: ${fault}`);

export const trackerNotFound = (name: string): DomainError => new DomainError('TRACKER.NOT_FOUND', `there is no tracker ${name}: GET /api/v1/trackers lists them, PUT /api/v1/trackers/${name} makes it`);

export const rulesInvalid = (pack: string, fault: string): DomainError => new DomainError('RULES.INVALID', `${pack} cannot be used: ${fault} (docs/how-to/write-rules.md)`);

export const rulesExamplesFail = (pack: string, failed: readonly string[]): DomainError =>
  new DomainError('RULES.EXAMPLES_FAIL', `pack ${pack} does not do what its examples say: ${failed.slice(0, 5).join('; ')}${failed.length > 5 ? ` and ${failed.length - 5} more` : ''}`, { failed });

export const rulesNotFound = (what: string): DomainError => new DomainError('RULES.NOT_FOUND', `there is no ${what}: GET /api/v1/rules lists the packs, GET /api/v1/rules/<pack> their versions`);

export const reanalysisNotFound = (id: string): DomainError => new DomainError('REANALYSIS.NOT_FOUND', `there is no re-analysis ${id}: GET /api/v1/analyses lists them`);

export const nothingToAnalyse = (conversationId: string): DomainError =>
  new DomainError('CALL.NOT_FOUND', `conversation ${conversationId} has no transcript here: GET /api/v1/conversations/${conversationId}/thread shows where it stands`);

export const modelNotConfigured = (): DomainError => new DomainError('ANALYSIS.NO_MODEL', 'no language model is configured: set LLM_BASE_URL and LLM_MODEL, or ask for engine local-rules');

export const analysisVersionNotFound = (conversationId: string, version: number, newest: number): DomainError =>
  new DomainError('ANALYSIS.VERSION_NOT_FOUND', `conversation ${conversationId} has no analysis version ${version}: it has ${newest === 1 ? 'version 1 alone' : `versions 1 to ${newest}`}`);

export const competitorsInvalid = (fault: string): DomainError => new DomainError('COMPETITORS.INVALID', `the list of competitors cannot be used: ${fault} (docs/how-to/write-rules.md, “Competitors by name”)`);
