import { ERASURE, RECEIPT_SIGNER, type CurrentSigner, type Erasure } from '@callmesh/claim-check';
import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, OperatorsOnly, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { readErasures, type ErasureRecord } from '../../adapters/tables/erasures-table.js';
import { BeginErasure, type Preview } from './begin-erasure.js';
import { ReapplyErasures, type Reapplied } from './reapply-erasures.js';

const target = {
  conversationId: z.string().regex(/^[\w-]{1,64}$/, 'is no conversation id').optional(),
  person: z.string().min(3).max(200).optional().describe('a phone number with its country code (+14155550100), an e-mail address, or a CRM contact (contact:hubspot:101): every conversation in which the person took part'),
};
const one = ({ conversationId, person }: { conversationId?: string | undefined; person?: string | undefined }): boolean => (conversationId === undefined) !== (person === undefined);
const ONE = 'name one of conversationId and person';
const Target = z.strictObject(target).refine(one, ONE);
const Wanted = z.strictObject({ ...target, reason: z.string().trim().min(3).max(500).describe('why; it stays in the audit and on the receipt, so name the request and not the person') }).refine(one, ONE);
const Shown = z.object({
  conversationId: z.string(),
  status: z.string(),
  startedAt: z.string().nullable(),
  platformCallId: z.string().nullable(),
  onHold: z.boolean(),
  objects: z.number().int(),
  bytes: z.number().int(),
});
const ErasureView = z.object({
  id: z.string(),
  askedBy: z.string(),
  reason: z.string(),
  personKind: z.string().nullable(),
  askedAt: z.string(),
  state: z.enum(['running', 'done']),
  finishedAt: z.string().nullable(),
  calls: z.array(z.object({ conversationId: z.string(), erasedAt: z.string().nullable(), onHold: z.boolean() })),
  receipt: z.record(z.string(), z.unknown()).nullable().describe('what was deleted where, what was refused, and when the rest has run out; signed (Ed25519)'),
});
const Again = z.object({ erasureId: z.string(), tenantId: z.string(), conversations: z.number().int() });
const Key = z.object({ keyId: z.string(), publicKey: z.string(), former: z.array(z.string()).describe('public keys from before rotations of the master key: what they signed holds') });

/** Forgetting of conversations and persons. */
@Controller('erasures')
@Roles('operator')
export class ErasuresController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(RECEIPT_SIGNER) private readonly signer: CurrentSigner,
    @Inject(ERASURE) private readonly erasure: Pick<Erasure, 'ledger'>,
    private readonly erasures: BeginErasure,
    private readonly ledger: ReapplyErasures,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Documented({ summary: 'List what an erasure would take, and change nothing', body: Target, response: z.array(Shown) })
  preview(@CurrentCaller() { tenantId }: Caller, @Body() body: unknown): Promise<Preview[]> {
    return this.erasures.preview(tenantId, parseBody(Target, body));
  }

  @Post()
  @HttpCode(202)
  @Documented({ summary: 'Erase a conversation, or all of a person\'s: keys, objects, rows, messages, copies at vendors; it cannot be undone', body: Wanted, response: ErasureView })
  begin(@CurrentCaller() { tenantId, role, name }: Caller, @Body() body: unknown): Promise<ErasureRecord> {
    const { reason, ...wanted } = parseBody(Wanted, body);
    return this.erasures.begin(tenantId, wanted, reason, `${role}:${name}`);
  }

  @Post('reapply')
  @HttpCode(200)
  @OperatorsOnly()
  @Documented({ summary: 'Erase again, in every tenant, what the ledger names and this database does not know, as after a restore; sign the ledger anew after a rotation of the master key; done at every start too', response: z.array(Again) })
  reapply(): Promise<Reapplied[]> {
    return this.ledger.apply();
  }

  @Get('key')
  @Documented({ summary: 'The public key with which receipts are verified', response: Key })
  async key(): Promise<z.output<typeof Key>> {
    const { keyId, publicKey } = await this.signer();
    return { keyId, publicKey, former: await this.erasure.ledger.formerKeys() };
  }

  @Get()
  @Documented({ summary: 'List what was erased, newest first', response: z.array(ErasureView) })
  list(@CurrentCaller() { tenantId }: Caller): Promise<ErasureRecord[]> {
    return this.db.transaction(tenantId, (tx) => readErasures(tx));
  }

  @Get(':id')
  @Documented({ summary: 'Show an erasure and its receipt', response: ErasureView })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') id: string): Promise<ErasureRecord> {
    const [record] = await this.db.transaction(tenantId, (tx) => readErasures(tx, id));
    if (!record) throw new DomainError('ERASURE.NOT_FOUND', `there is no erasure ${id} in this tenant: GET /api/v1/erasures (\`callmesh erase ls\`) lists them`);
    return record;
  }
}
