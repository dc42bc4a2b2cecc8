import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createTestDatabase, kafkaMissing, startKafka, TEST_SECRET, type TestDatabase, type TestKafka } from '@callmesh/testing';
import { Controller, Get } from '@nestjs/common';
import { On, Reactor } from '@callmesh/messaging';
import { loadEnvironment } from '../config/load-environment.js';
import { Public } from '../http/access.decorators.js';
import { setUpLogs } from '../logs/logger.js';
import { defineService } from '../service.js';
import { createTopics } from './create-topics.js';
import { startServices, type StartedServices } from './run-services.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? describe.skip : describe;

@Controller('here')
class HereController {
  @Get()
  @Public()
  here(): { here: true } {
    return { here: true };
  }
}

@Reactor('transcription')
class Hear {
  @On('call.recorded.v1')
  hear(): Promise<void> {
    return Promise.resolve();
  }
}

const transcription = defineService({ name: 'transcription', migrations: [], controllers: [HereController], reactors: [Hear], inlineProjections: [], asyncProjections: [], jobs: [], providers: [] });

/** Joins the group with more patience than any test has, and says so. */
const MEMBER = `
  const { Kafka } = require('kafkajs');
  const consumer = new Kafka({ brokers: [process.env.BROKERS], logLevel: 0 }).consumer({ groupId: 'transcription', sessionTimeout: 300000, rebalanceTimeout: 300000, heartbeatInterval: 500 });
  consumer.on(consumer.events.GROUP_JOIN, () => process.send('joined'));
  consumer.connect().then(() => consumer.subscribe({ topics: ['calls'] })).then(() => consumer.run({ eachMessage: () => Promise.resolve() }));
`;

tier(`a service whose group waits for a member that is gone${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let kafka: TestKafka;
  let database: TestDatabase;
  let member: ChildProcess;
  let started: StartedServices | undefined;

  afterAll(async () => {
    member?.kill('SIGKILL');
    await started?.stop();
    await kafka?.close();
    await database?.drop();
  }, 60_000);

  it('answers, says what it waits for, and is ready when it has its place', async () => {
    setUpLogs({ level: 'silent' });
    [kafka, database] = await Promise.all([startKafka(), createTestDatabase()]);
    const env = loadEnvironment({ DATABASE_URL: database.adminUrl, KAFKA_BROKERS: kafka.brokers, CALLMESH_PORT: '0', CALLMESH_MASTER_KEY: randomBytes(32).toString('base64') });
    await createTopics(env);
    member = spawn(process.execPath, ['-e', MEMBER], { env: { ...process.env, NODE_OPTIONS: '', BROKERS: kafka.brokers }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(member, 'message');
    // Stopped it is what a killed one is to the broker: a member that does not come back when the group is put together anew.
    member.kill('SIGSTOP');

    started = await startServices([transcription], env, { secret: TEST_SECRET });
    expect((await fetch(`${started.url}/health/live`)).status).toBe(200);
    const answer = await (async () => {
      for (;;) {
        const response = await fetch(`${started.url}/health/ready`);
        const text = await response.text();
        if (text.includes('consumer groups')) return { status: response.status, body: JSON.parse(text) as unknown };
      }
    })();
    expect(answer).toMatchObject({ status: 503, body: { checks: expect.arrayContaining([{ name: 'consumer groups', ok: false, remark: expect.stringMatching(/^waiting: a place in the group transcription/) as string }]) as unknown } });
    // What needs no partition is at work.
    expect((await fetch(`${started.url}/api/v1/here`)).status).toBe(200);

    // Told to end meanwhile, it does.
    const other = await startServices([transcription], env, { secret: TEST_SECRET });
    await other.stop();
    await expect(other.ready).rejects.toThrow();
    await expect(fetch(`${other.url}/health/live`)).rejects.toThrow();

    member.kill('SIGCONT');
    await started.ready;
    expect((await fetch(`${started.url}/health/ready`)).status).toBe(200);
  }, 240_000);
});
