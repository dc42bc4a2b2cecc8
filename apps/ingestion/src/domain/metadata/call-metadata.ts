import type { SpeakerRole } from '@callmesh/contracts';
import type { ConsentDecision } from '../consent/decide-consent.js';
import type { Consent } from '../consent/rule.js';

export type Direction = 'inbound' | 'outbound' | 'unknown';

/** Fields of callmesh's own metadata schema; connections map their source's onto them. */
export const FIELDS = ['platform', 'callId', 'agentId', 'startedAt', 'timeZone', 'direction', 'from', 'to', 'customerName', 'customerEmail', 'agentName', 'channelRoles', 'language', 'consent', 'vocabulary'] as const;
export type Field = (typeof FIELDS)[number];

/** A call's metadata in callmesh's schema. What is null was neither given nor assumed. */
export interface CallMetadata {
  readonly platform: string;
  readonly callId: string | null;
  readonly agentId: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly timeZone: string;
  readonly direction: Direction;
  /** Numbers as the source gave them; they go to the vault and nowhere else. */
  readonly from: string | null;
  readonly to: string | null;
  /** Who was on the call, as the source gave it; it goes to the vault and nowhere else, and is redacted however it is said. */
  readonly customerName: string | null;
  readonly customerEmail: string | null;
  readonly agentName: string | null;
  readonly channelRoles: readonly SpeakerRole[];
  readonly language: string | null;
  readonly consent: Consent;
  readonly vocabulary: readonly string[];
}

/** What the mapping found. */
export interface MappedMetadata {
  readonly metadata: CallMetadata;
  /** Why it may be processed, or may not. */
  readonly consent: ConsentDecision;
  /** Required fields that neither the source nor the connection gave. */
  readonly missing: readonly Field[];
  /** Fields with a value that cannot be used, with what a right one looks like. Never the value: it may be personal. */
  readonly faults: readonly { readonly field: Field; readonly problem: string }[];
  /** Fields that the connection assumed. */
  readonly assumed: readonly Field[];
}
