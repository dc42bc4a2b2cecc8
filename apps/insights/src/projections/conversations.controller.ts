import { VAULT, type Vault } from '@callmesh/claim-check';
import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { ConversationThread } from '../domain/conversation-thread.js';
import { foldThread } from '../domain/fold-thread.js';
import { unknownCall, unknownConversation } from '../domain/insights.errors.js';
import { conversationLineSchema, conversationsSchema, threadSchema } from './answers.schema.js';
import { conversationByCall, listConversations, type ConversationLine } from './conversations.query.js';
import { eventsOfConversation } from './thread.query.js';

const filterSchema = z.object({
  status: z.enum(['in-progress', 'completed', 'quarantined', 'refused', 'failed', 'erased']).optional(),
  // Postgres knows fewer offsets than ISO 8601 allows.
  from: z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString()).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().min(1).max(300).optional(),
});

/** Conversations: the list, and the whole thread of one. */
@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class ConversationsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(VAULT) private readonly vault: Pick<Vault, 'pseudonymOf'>,
  ) {}

  @Get()
  @Documented({ summary: 'List conversations, newest first', query: filterSchema, response: conversationsSchema })
  async list(@Query() query: unknown, @CurrentCaller() caller: Caller): Promise<{ items: ConversationLine[]; next: string | null }> {
    const filter = parseBody(filterSchema, query);
    return this.db.transaction(caller.tenantId, (tx) => listConversations(tx, filter));
  }

  @Get('by-call/:platformCallId')
  @Documented({ summary: "Find the conversation of a platform's call id", response: conversationLineSchema })
  async byCall(@Param('platformCallId') platformCallId: string, @CurrentCaller() caller: Caller): Promise<ConversationLine> {
    const byId = (id: string): Promise<ConversationLine | null> => this.db.transaction(caller.tenantId, (tx) => conversationByCall(tx, id));
    // An id that names the caller is known by its pseudonym.
    const found = (await byId(platformCallId)) ?? (await byId(await this.vault.pseudonymOf(caller.tenantId, platformCallId)));
    if (!found) throw unknownCall();
    return found;
  }

  @Get(':id/thread')
  @Documented({ summary: 'Show all that followed from a call: recording, transcript, insights, actions, CRM', response: threadSchema })
  async thread(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<ConversationThread> {
    const events = await this.db.transaction(caller.tenantId, (tx) => eventsOfConversation(tx, id));
    if (events.length === 0) throw unknownConversation(id);
    return foldThread(id, events);
  }
}
