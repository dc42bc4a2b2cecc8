import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@callmesh/contracts';
import { EVENT_STORE, inSpan, type EventStore, type Tx } from '@callmesh/event-sourcing';
import { JOBS, type JobHandler, type Jobs, type LeasedJob } from '@callmesh/jobs';
import { On, Reactor, type ReactionContext } from '@callmesh/messaging';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '@callmesh/testing';
import { rootLogger, setUpLogs } from '../logs/logger.js';
import type { RunningServices } from '../runtime/run-services.js';
import { RefusalsController } from '../testing/refusals.controller.js';
import { createTestRun, testService, type TestRun } from '../testing/test-run.js';

const lines: Record<string, unknown>[] = [];

@Reactor('transcription')
class HearRefusal {
  constructor(@Inject(JOBS) private readonly jobs: Jobs) {}

  @On('call.refused-no-consent.v1')
  async hear({ data, metadata }: ReceivedEvent<'call.refused-no-consent.v1'>, { tx }: ReactionContext): Promise<void> {
    rootLogger().info('heard');
    await this.jobs.enqueue(tx, { id: metadata.id, kind: 'call-out', conversationId: data.conversationId, payload: {} });
  }
}

@Injectable()
class CallOut implements JobHandler {
  readonly kind = 'call-out';
  readonly limit = 1;
  readonly leaseMs = 5_000;
  readonly maxAttempts = 3;
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async run(_job: LeasedJob): Promise<void> {
    rootLogger().info('working');
    await inSpan('vendor POST', { kind: 'client' }, () => Promise.resolve());
  }
  async complete(tx: Tx, { conversationId, id }: LeasedJob): Promise<void> {
    const data = { conversationId, code: 'SPEECH.REJECTED', reason: 'a test', attempts: 1 };
    await this.store.append(tx, `transcription-${conversationId}`, 0, [{ type: 'call.transcription-failed.v1', data }], { conversationId, causationId: id, time: new Date().toISOString() });
  }
  fail(): Promise<void> {
    return Promise.resolve();
  }
}

const services = [
  testService({ name: 'ingestion', controllers: [RefusalsController] }),
  testService({ name: 'transcription', reactors: [HearRefusal], jobs: [CallOut] }),
];

describe('traces across the broker', () => {
  let run: TestRun;
  let collector: OtlpReceiver;
  let running: RunningServices;

  const handIn = async (id: string, headers: Record<string, string> = {}): Promise<void> => {
    const { clear } = await running.keys.create('acme', 'tester', 'agent');
    const response = await fetch(`${running.url}/api/v1/refusals/${id}`, { method: 'POST', headers: { authorization: `Bearer ${clear}`, ...headers } });
    expect(response.status).toBe(201);
    await until(async () => lines.some((line) => line['msg'] === 'working' && line['conversationId'] === id));
  };
  const until = async (happened: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 15_000; Date.now() < end; await sleep(20)) if (await happened()) return;
    throw new Error('it did not happen');
  };

  beforeAll(async () => {
    setUpLogs({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) } });
    run = await createTestRun();
    collector = await startOtlpReceiver();
  });

  afterAll(async () => {
    await running.stop();
    setUpLogs({ level: 'silent' });
    await collector.stop();
    await run.drop();
  });

  it('a request, what it appends, the publishing, the reaction, its job, the call outside and what that appends are one trace, each under its cause', async () => {
    running = await run.start(services, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const id = randomUUID();
    await handIn(id);
    const done = async (): Promise<boolean> => (await fetch(`${running.url}/metrics`)).text().then((text) => text.includes('callmesh_events_published_total{topic="transcripts"} 1'));
    await until(done);
    await running.stop();

    const trace = collector.spans.filter(({ traceId }) => traceId === collector.spans.find(({ kind }) => kind === 2)?.traceId);
    const path = (span: ReceivedSpan | undefined): string[] => (span ? [...path(trace.find(({ spanId }) => spanId === span.parentSpanId)), span.name] : []);
    const toJob = ['POST /api/v1/refusals/:id', 'append call.refused-no-consent.v1', 'publish calls', 'process call.refused-no-consent.v1', 'job call-out'];
    expect(trace.map(path).sort((a, b) => a.length - b.length || a.join().localeCompare(b.join()))).toEqual([
      ...toJob.map((_, index) => toJob.slice(0, index + 1)),
      [...toJob, 'append call.transcription-failed.v1'],
      [...toJob, 'vendor POST'],
      [...toJob, 'append call.transcription-failed.v1', 'publish transcripts'],
    ]);
    // 2 server, 4 producer, 5 consumer, 3 client
    expect(trace.map(({ kind }) => kind).filter((kind) => kind > 1).sort()).toEqual([2, 3, 4, 4, 5]);
    expect(trace.find(({ kind }) => kind === 5)?.attributes).toMatchObject({ 'callmesh.conversation_id': id, 'messaging.consumer.group.name': 'transcription', 'messaging.destination.name': 'calls' });
    const logged = lines.filter(({ conversationId }) => conversationId === id);
    expect(logged.map(({ msg, correlationId, traceId }) => [msg, correlationId, traceId])).toEqual([
      ['heard', id, trace[0]?.traceId],
      ['working', id, trace[0]?.traceId],
    ]);
  });

  it('without a collector nothing is exported, and a caller’s trace still rides on what follows', async () => {
    const before = collector.bodies.length;
    running = await run.start(services);
    const [id, traceId] = [randomUUID(), randomUUID().replaceAll('-', '')];
    await handIn(id, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    await running.stop();
    expect(collector.bodies.length).toBe(before);
    expect(lines.find(({ conversationId, msg }) => conversationId === id && msg === 'working')).toMatchObject({ traceId });
  });
});
