import type { ConsentBasis } from '../consent/decide-consent.js';
import type { Field } from './call-metadata.js';

/** Fields that a connection may assume, each by one rule: agent `unknown`, call id = sha-256 of the bytes, start = file time, consent by the operator. */
export type Assumable = 'agentId' | 'callId' | 'startedAt' | 'consent';

/** How calls of one source come in: where its metadata holds our fields, and what stands in for what it lacks. */
export interface Connection {
  readonly id: string;
  /** Scope of its call ids. */
  readonly platform: string;
  /** Path of each field in the source's metadata (`$.call.agent.id`, `recordings[0].id`); a field that is not named is looked up under its own name. */
  readonly fieldMap: Readonly<Partial<Record<Field, string>>>;
  /** What calls must have beside the {@link REQUIRED_ALWAYS}, which they must have whatever stands here. */
  readonly required: readonly Field[];
  /** Values known of this source, used where its metadata has none. */
  readonly defaults: Readonly<Partial<Record<Field, unknown>>>;
  readonly assume: readonly Assumable[];
  /** What every call of it has, where its metadata says nothing of consent; the law of where the parties are decides whether that is enough. */
  readonly consentBasis?: ConsentBasis | undefined;
}

/** No call is processed without these: given, known of the source, or assumed by its connection. */
export const REQUIRED_ALWAYS = ['callId', 'agentId', 'startedAt'] as const satisfies readonly Field[];

/** Connections that every tenant has until it stores its own under the same id. */
export const builtInConnections: readonly Connection[] = [
  { id: 'upload', platform: 'upload', fieldMap: {}, required: REQUIRED_ALWAYS, defaults: {}, assume: [] },
  { id: 'folder', platform: 'folder', fieldMap: {}, required: REQUIRED_ALWAYS, defaults: {}, assume: [] },
  { id: 'demo', platform: 'demo', fieldMap: {}, required: REQUIRED_ALWAYS, defaults: {}, assume: ['agentId', 'callId', 'startedAt', 'consent'] },
];

/** @returns fields that a connection would drop though every call needs them, and it neither assumes them nor knows them. */
export function droppedFields({ required, assume, defaults }: Pick<Connection, 'required' | 'assume' | 'defaults'>): Field[] {
  return REQUIRED_ALWAYS.filter((field) => !required.includes(field) && !assume.includes(field) && defaults[field] === undefined);
}
