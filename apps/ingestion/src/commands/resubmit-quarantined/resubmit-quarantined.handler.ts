import { CLAIM_CHECKS, FIELD_CIPHER, type ClaimChecks, type FieldCipher } from '@callmesh/claim-check';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import type { ReceivedBytes } from '../../adapters/intake/byte-intake.js';
import { Connections } from '../../adapters/tables/connections-table.js';
import { findQuarantine, type QuarantineRow } from '../../adapters/tables/quarantine-table.js';
import { FIELDS, type Field } from '../../domain/metadata/call-metadata.js';
import { CaptureCall } from '../capture-call/capture-call.handler.js';
import type { CaptureAnswer } from '../capture-call/submission.js';

/** A person's repair of a capture in quarantine. */
export interface Resubmission {
  readonly tenantId: string;
  readonly quarantineId: string;
  /** Corrected fields, in callmesh's names; the rest stays as the source gave it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** A better file; null keeps the one in quarantine. */
  readonly file: { readonly name: string | null; readonly bytes: ReceivedBytes } | null;
  /** Name and role of the person, for the audit. */
  readonly by: string;
}

interface Sealed {
  readonly fileName: string | null;
  readonly metadata: unknown;
  readonly assumesNothing?: boolean;
  readonly corrections: Readonly<Partial<Record<Field, unknown>>>;
}

/** Brings a capture back from quarantine, or leaves it there with the reason that is left. */
@Injectable()
export class ResubmitQuarantined {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
    @Inject(CLAIM_CHECKS) private readonly claimChecks: ClaimChecks,
    private readonly connections: Connections,
    private readonly captureCall: CaptureCall,
  ) {}

  /** @throws DomainError QUARANTINE.NOT_FOUND, QUARANTINE.NOT_WAITING, QUARANTINE.FILE_NEEDED, REQUEST.INVALID */
  async resubmit({ tenantId, quarantineId, metadata, file, by }: Resubmission): Promise<CaptureAnswer> {
    const unknown = Object.keys(metadata).filter((name) => !(FIELDS as readonly string[]).includes(name));
    if (unknown.length > 0) throw new DomainError('REQUEST.INVALID', `unknown metadata: ${unknown.map((name) => name.slice(0, 40)).join(', ')}; callmesh's fields are ${FIELDS.join(', ')}`);
    const row = await this.waiting(tenantId, quarantineId);
    await this.cipher.prepare(tenantId, [row.conversationId]);
    const sealed = JSON.parse(this.cipher.open(tenantId, row.conversationId, row.sealed)) as Sealed;
    const bytes = file?.bytes ?? (await this.original(tenantId, row, by));
    try {
      return await this.captureCall.submit({
        tenantId,
        connection: await this.connections.get(tenantId, row.connection),
        fileName: file?.name ?? sealed.fileName,
        metadata: sealed.metadata,
        assumesNothing: sealed.assumesNothing,
        corrections: { ...sealed.corrections, ...metadata },
        receivedAt: row.receivedAt,
        fileTime: row.fileTime,
        bytes,
        quarantine: row,
      });
    } finally {
      if (!file) await bytes.close();
    }
  }

  private async waiting(tenantId: string, id: string): Promise<QuarantineRow> {
    const row = await this.db.transaction(tenantId, (tx) => findQuarantine(tx, id));
    if (!row) throw new DomainError('QUARANTINE.NOT_FOUND', `there is no quarantine entry ${id}: GET /api/v1/quarantine lists those that wait`);
    if (row.state === 'settled') throw new DomainError('QUARANTINE.NOT_WAITING', `quarantine entry ${id} is settled already`);
    return row;
  }

  private async original(tenantId: string, { id, original }: QuarantineRow, by: string): Promise<ReceivedBytes> {
    if (!original) throw new DomainError('QUARANTINE.FILE_NEEDED', `quarantine entry ${id} keeps no file, because it was too large or its time without consent is over: re-submit it with one`);
    const content = await this.claimChecks.stream(tenantId, original, { actor: by, purpose: 'resubmit a quarantined call' });
    return this.captureCall.receive(content, null);
  }
}
