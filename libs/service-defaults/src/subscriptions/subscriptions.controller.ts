import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { flow, type Topic } from '@callmesh/contracts';
import { DomainError } from '@callmesh/event-sourcing';
import { BUS, type Bus, type OutsiderAccess } from '@callmesh/messaging';
import { z } from 'zod';
import type { Caller } from '../access/caller.js';
import { CurrentCaller, OperatorsOnly } from '../http/access.decorators.js';
import { Documented } from '../http/documented.decorator.js';
import { parseBody } from '../http/parse-body.js';
import { accessListOf, tryToApply } from './access-list.js';
import { SUBSCRIPTIONS, type Subscription, type Subscriptions } from './subscriptions.js';

const topics = [...new Set(flow.map(({ topic }) => topic))] as [Topic, ...Topic[]];
const tenant = z.string().regex(/^[A-Za-z0-9_.-]{1,63}$/, 'must be a tenant id').optional().describe('default: the caller\'s own');
const NewSubscription = z.object({
  tenantId: tenant,
  name: z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/, 'must have 1 to 60 characters of A-Z, a-z, 0-9, _, . and -').describe('who reads'),
  principal: z.string().regex(/^User:[^\s'",]{1,200}$/, 'must be the broker\'s name of a user: User:<name>').describe('who that is to the broker'),
  topics: z.array(z.enum(topics)).min(1).default(topics).describe('default: all'),
});
const OfTenant = z.object({ tenantId: tenant });
const Shape = z.object({ tenantId: z.string(), name: z.string(), principal: z.string(), topics: z.array(z.string()), createdBy: z.string(), createdAt: z.iso.datetime() });
const WithAccess = Shape.extend({
  read: z.array(z.string()).describe('topics at the broker'),
  groupPrefix: z.string().describe('names of its consumer groups begin so'),
  access: z.object({ applied: z.boolean(), reason: z.string().nullable(), commands: z.array(z.string()).describe('for Kafka\'s own tools, where it was not applied') }),
});
type SubscriptionAccess = z.output<typeof WithAccess>;

/** Outsiders that read a tenant's events from the broker. */
@Controller('subscriptions')
@OperatorsOnly()
export class SubscriptionsController {
  constructor(
    @Inject(SUBSCRIPTIONS) private readonly subscriptions: Subscriptions,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Post()
  @Documented({ summary: 'Let an outsider read a tenant\'s events: makes the topics and the broker\'s access list', body: NewSubscription, response: WithAccess })
  async add(@CurrentCaller() caller: Caller, @Body() body: unknown): Promise<SubscriptionAccess> {
    const { tenantId = caller.tenantId, ...wanted } = parseBody(NewSubscription, body);
    const outsiders = this.outsiders();
    const list = accessListOf({ tenantId, ...wanted }, outsiders.brokers);
    await this.bus.ensureTopics(list.topics);
    const subscription = await this.subscriptions.add({ tenantId, createdBy: caller.name, ...wanted });
    const applied = await tryToApply((...change) => outsiders.allow(...change), subscription, list);
    return { ...subscription, topics: [...subscription.topics], read: [...list.topics], groupPrefix: list.groupPrefix, access: { ...applied, commands: [...list.commands] } };
  }

  @Get()
  @Documented({ summary: 'List a tenant\'s subscriptions', query: OfTenant, response: z.array(Shape) })
  list(@CurrentCaller() caller: Caller, @Query() query: unknown): Promise<Subscription[]> {
    return this.subscriptions.list(parseBody(OfTenant, query).tenantId ?? caller.tenantId);
  }

  @Delete(':name')
  @Documented({ summary: 'End a subscription: its principal may read no more; the topics keep what they hold until their retention ends', query: OfTenant, response: WithAccess })
  async end(@CurrentCaller() caller: Caller, @Param('name') name: string, @Query() query: unknown): Promise<SubscriptionAccess> {
    const outsiders = this.outsiders();
    const subscription = await this.subscriptions.end(parseBody(OfTenant, query).tenantId ?? caller.tenantId, name);
    const list = accessListOf(subscription, outsiders.brokers);
    const applied = await tryToApply((...change) => outsiders.revoke(...change), subscription, list);
    const commands = list.commands.map((command) => command.replace(' --add ', ' --remove --force '));
    return { ...subscription, topics: [...subscription.topics], read: [...list.topics], groupPrefix: list.groupPrefix, access: { ...applied, commands } };
  }

  private outsiders(): OutsiderAccess {
    if (!this.bus.outsiders) throw new DomainError('SUBSCRIPTION.NO_BROKER', 'nobody outside can reach the embedded log: run callmesh on Kafka (KAFKA_BROKERS), then subscribe');
    return this.bus.outsiders;
  }
}
