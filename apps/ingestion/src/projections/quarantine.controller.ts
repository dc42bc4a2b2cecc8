import { FIELD_CIPHER, type FieldCipher } from '@callmesh/claim-check';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { listQuarantine } from '../adapters/tables/quarantine-table.js';
import { shownFileName } from '../domain/shown-file-name.js';

const ListQuery = z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) });
const Entry = z.object({
  quarantineId: z.string(),
  conversationId: z.string(),
  connection: z.string(),
  code: z.string(),
  reason: z.string(),
  missing: z.array(z.string()),
  fileName: z.string().nullable(),
  bytes: z.number(),
  /** Whether the received bytes are kept, so that fixed metadata is enough. */
  fileKept: z.boolean(),
  receivedAt: z.string(),
  deleteAfter: z.string().nullable(),
});

@Controller('quarantine')
@Roles('operator')
export class QuarantineController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(FIELD_CIPHER) private readonly cipher: FieldCipher,
  ) {}

  @Get()
  @Documented({ summary: 'List the captures that wait in quarantine, oldest first, each with its reason', query: ListQuery, response: z.array(Entry) })
  async list(@CurrentCaller() { tenantId }: Caller, @Query() query: unknown): Promise<z.output<typeof Entry>[]> {
    const { limit } = parseBody(ListQuery, query);
    const rows = await this.db.transaction(tenantId, (tx) => listQuarantine(tx, limit));
    await this.cipher.prepare(tenantId, rows.map((row) => row.conversationId));
    return rows.map(({ id, conversationId, connection, code, missing, bytes, original, receivedAt, deleteAfter, sealed }) => ({
      quarantineId: id,
      conversationId,
      connection,
      code,
      missing: [...missing],
      ...this.open(tenantId, conversationId, sealed),
      bytes,
      fileKept: original !== null,
      receivedAt: new Date(receivedAt).toISOString(),
      deleteAfter: deleteAfter === null ? null : new Date(deleteAfter).toISOString(),
    }));
  }

  private open(tenantId: string, conversationId: string, sealed: string): { reason: string; fileName: string | null } {
    const clear = this.cipher.open(tenantId, conversationId, sealed);
    // An erased conversation opens as its mark, not as JSON.
    if (!clear.startsWith('{')) return { reason: clear, fileName: null };
    // An earlier build kept the name as it was received, alone.
    const { reason, fileName, shownAs = shownFileName(fileName, null) } = JSON.parse(clear) as { reason: string; fileName: string | null; shownAs?: string | null };
    return { reason, fileName: shownAs };
  }
}
