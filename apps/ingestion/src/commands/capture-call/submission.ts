import type { Readable } from 'node:stream';
import type { ReceivedBytes } from '../../adapters/intake/byte-intake.js';
import type { QuarantineRow } from '../../adapters/tables/quarantine-table.js';
import type { Field } from '../../domain/metadata/call-metadata.js';
import type { Connection } from '../../domain/metadata/connection.js';
import type { Unprocessable } from '../../domain/refusals.errors.js';

/** What to capture. */
export interface CaptureInput {
  readonly tenantId: string;
  /** Id of the connection it came through. */
  readonly connection: string;
  /** For people; nothing is decided by it. */
  readonly fileName: string | null;
  /** The bytes as a stream, or the path of a file. */
  readonly content: Readable | string;
  /** What the source says of the call, in its own shape; the connection's field map reads it. */
  readonly metadata: unknown;
  /** Why the metadata that came with it cannot be read: then it goes to quarantine, and nothing is assumed. */
  readonly unreadable?: Unprocessable | undefined;
  /** Ms since the epoch. */
  readonly receivedAt: number;
}

/** What became of it. */
export interface CaptureAnswer {
  readonly conversationId: string;
  readonly status: 'accepted' | 'duplicate' | 'quarantined' | 'refused';
  /** Of an accepted recording: 1, or more when a known call came with other bytes. */
  readonly audioVersion?: number;
  /** Metadata that the connection assumed. */
  readonly assumed?: readonly string[];
  readonly quarantineId?: string;
  /** Why it is in quarantine or was refused. */
  readonly code?: string;
  readonly reason?: string;
  /** Required metadata that is missing. */
  readonly missing?: readonly string[];
}

/** The answer for a call whose parties did not agree to be recorded. */
export function refusedAnswer(conversationId: string): CaptureAnswer {
  return {
    conversationId,
    status: 'refused',
    code: 'CONSENT.REFUSED',
    reason: 'consent to the recording was refused, so nothing of it is kept or processed: there is nothing to do; if the metadata was wrong, hand it in again under a call id of its own',
  };
}

/** A capture in hand: the bytes are here, their meaning is not decided. */
export interface Submission {
  readonly tenantId: string;
  readonly connection: Connection;
  readonly fileName: string | null;
  readonly metadata: unknown;
  readonly unreadable?: Unprocessable | undefined;
  /** The source's own metadata could not be read and may have said anything: nothing is assumed in its place, now or later. */
  readonly assumesNothing?: boolean | undefined;
  /** A person's corrections, in our own field names. */
  readonly corrections: Readonly<Partial<Record<Field, unknown>>>;
  readonly receivedAt: number;
  readonly fileTime: number;
  readonly bytes: ReceivedBytes;
  /** The entry that is re-submitted. */
  readonly quarantine: QuarantineRow | null;
}
