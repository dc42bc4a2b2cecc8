import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaMissing } from './kafka-distribution.js';
import { startKafka } from './kafka-server.js';

const missing = kafkaMissing();
const tier = missing && process.env.CI !== 'true' ? it.skip : it;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

tier('a Kafka ends, and its data goes, when the process that owns it is killed', async () => {
  const owner = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const kafka = await startKafka({ owner: owner.pid ?? 0 });
  expect(isAlive(kafka.pidOf())).toBe(true);
  kafka.stop();
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  for (const deadline = Date.now() + 20_000; (existsSync(kafka.dir) || isAlive(kafka.pidOf())) && Date.now() < deadline; ) await sleep(50);
  expect(existsSync(kafka.dir)).toBe(false);
  expect(isAlive(kafka.pidOf())).toBe(false);
});
