import { randomUUID } from 'node:crypto';
import { bundledRegistry, encodeEvent, frame, toHeaders, type ActionAppliedV1, type EventMetadata } from '@callmesh/contracts';
import { isolateByTenant } from '@callmesh/event-sourcing';
import { createTestService, TEST_SECRET, type TestService } from '@callmesh/testing';
import { Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Bus, BusMessage } from '../bus.port.js';
import { CallmeshServer, type CallmeshServerOptions } from '../consumer/callmesh-server.js';
import { createEmbeddedBus } from '../embedded/embedded-bus.adapter.js';
import { provisionBus } from '../embedded/provision-bus.js';
import { messagingMigrations } from '../tables/index.js';

/** A table for reactions to write into. */
class Effects1764000000900 implements MigrationInterface {
  readonly name = 'Effects1764000000900';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table effects (seq bigint generated always as identity, tenant_id text not null, reactor text not null, key text not null, note text not null)');
    await isolateByTenant(runner, 'effects');
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('forward-only'));
  }
}

/** A real service database, a real bus, a real Nest application. */
export interface ConsumerHarness {
  readonly service: TestService;
  readonly bus: Bus;
  /** Starts the application with these reactors and consumers. */
  start(reactors: readonly Type[], consumers: readonly (Pick<CallmeshServerOptions, 'service' | 'metrics' | 'retryPolicy' | 'parkedLimit'> & Partial<Pick<CallmeshServerOptions, 'registry'>>)[]): Promise<CallmeshServer[]>;
  stopConsumers(): Promise<void>;
  effects(tenantId?: string): Promise<{ reactor: string; key: string; note: string }[]>;
  close(): Promise<void>;
}

/**
 * Makes a {@link ConsumerHarness}; the caller closes it.
 * @param given a broker; default: the embedded log in the service's database.
 * @param more migrations beside the harness's own.
 */
export async function consumerHarness(given?: Bus, more: readonly (new () => MigrationInterface)[] = []): Promise<ConsumerHarness> {
  const service = await createTestService({ schema: 'human_review', service: 'human-review', migrations: [...messagingMigrations, Effects1764000000900, ...more] });
  const bus = given ?? createEmbeddedBus({ url: await provisionBus(service.adminUrl, TEST_SECRET) });
  await bus.ensureTopics(['actions', 'crm', 'calls', 'transcripts', 'insights']);
  let app: INestApplication | undefined;
  const harness: ConsumerHarness = {
    service,
    bus,
    async start(reactors, consumers) {
      class TestModule {}
      Module({ controllers: [...reactors] })(TestModule);
      app = await NestFactory.create(TestModule, new FastifyAdapter(), { logger: false, abortOnError: false });
      const servers = consumers.map((options) => new CallmeshServer({ db: service.db, bus, registry: bundledRegistry(), ...options }));
      for (const strategy of servers) app.connectMicroservice({ strategy });
      await app.startAllMicroservices();
      return servers;
    },
    async stopConsumers() {
      await app?.close();
      app = undefined;
    },
    async effects(tenantId = 'acme') {
      return service.db.transaction(tenantId, async (tx) => (await tx.query<{ reactor: string; key: string; note: string }>('select reactor, key, note from effects order by seq')).rows);
    },
    async close() {
      await harness.stopConsumers();
      await bus.close();
      await service.drop();
    },
  };
  return harness;
}

/** What a test varies of an `action.applied.v1` message. */
export interface AppliedMessage {
  readonly key: string;
  /** Goes into `objectId`. */
  readonly note: string;
  readonly tenantId?: string;
  readonly id?: string;
  readonly factId?: string;
}

/** An event as the relay publishes it. */
export function applied({ key, note, tenantId = 'acme', id = randomUUID(), factId = id }: AppliedMessage): BusMessage {
  const data: ActionAppliedV1 = { actionId: randomUUID(), conversationId: key, kind: 'call-note', destination: 'hubspot', object: 'note', objectId: note };
  const metadata: EventMetadata = {
    id,
    source: '/callmesh/human-review',
    time: '2025-03-03T10:00:00.000Z',
    conversationId: key,
    causationId: null,
    tenantId,
    factId,
    traceparent: null,
  };
  const { body } = encodeEvent('action.applied.v1', data);
  return { topic: 'actions', key, value: frame(idOfApplied, body), headers: toHeaders({ type: 'action.applied.v1', metadata }) };
}

const idOfApplied = await bundledRegistry().idOf('action.applied.v1');

/** Waits for a condition, 20 s at most. */
export async function until(condition: () => boolean | Promise<boolean>, everyMs = 20): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('what the test waits for did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
