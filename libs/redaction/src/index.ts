export * from './redaction.port.js';
export { redactJsonLine, type JsonlAnswer } from './document/redact-jsonl.js';
export { redactText, type RedactedText, type TextSpan } from './document/redact-text.js';
export { NEVER_KEPT } from './finding.js';
export { isAccountPattern } from './known/account-patterns.js';
export type { KnownEntity } from './known/known.js';
export { ENTITY_TYPES, type ForeignSpan, type RedactionPolicy } from './policy.js';
export { redact, redactName, redactor } from './redact.js';
export * as nameFitting from './learned/fitting.js';
