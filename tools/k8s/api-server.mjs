// A Kubernetes API server of its own, with nothing behind it that would run a pod: it judges what it is given, field by field.
import { execFile, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup/progress.mjs';
import { kubernetesPrograms } from './programs.mjs';

const READY_MS = 90_000;

async function freePort() {
  const server = createServer();
  const port = await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server.address().port)));
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a program whose output goes to a file. @returns how to end it and what it said. */
async function start(command, args, logFile) {
  const log = await open(logFile, 'a');
  const child = spawn(command, args, { stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  const state = { ended: undefined };
  child.once('error', (error) => (state.ended = error.code === 'ENOENT' ? `${command} is not installed (Debian: apt-get install etcd-server)` : error.message));
  child.once('exit', (code, signal) => (state.ended ??= `it ended (${code ?? signal})`));
  // The last resort, when this process is cut off itself.
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    async check() {
      if (state.ended === undefined) return;
      const said = await readFile(logFile, 'utf8').catch(() => '');
      throw new SetupError(`${path.basename(command)}: ${state.ended}\n${said.split('\n').slice(-15).join('\n')}`);
    },
    async stop() {
      if (state.ended !== undefined) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const cut = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await gone;
      clearTimeout(cut);
    },
  };
}

/**
 * @returns {Promise<{ kubectl: (args: string[], input?: string) => Promise<{ code: number, stdout: string, stderr: string }>, stop: () => Promise<void> }>}
 */
export async function startApiServer() {
  const programs = await kubernetesPrograms();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-k8s-'));
  const at = (name) => path.join(folder, name);
  const started = [];
  const stop = async () => {
    for (const one of started.reverse()) await one.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [store, peer, port] = [await freePort(), await freePort(), await freePort()];
    const token = randomBytes(24).toString('hex');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });
    await Promise.all([
      writeFile(at('accounts.key'), privateKey, { mode: 0o600 }),
      writeFile(at('accounts.pub'), publicKey),
      writeFile(at('tokens.csv'), `${token},judge,judge,system:masters\n`, { mode: 0o600 }),
    ]);
    started.push(await start('etcd', ['--data-dir', at('etcd'), '--listen-client-urls', `http://127.0.0.1:${store}`, '--advertise-client-urls', `http://127.0.0.1:${store}`, '--listen-peer-urls', `http://127.0.0.1:${peer}`, '--unsafe-no-fsync'], at('etcd.log')));
    started.push(await start(path.join(programs, 'kube-apiserver'), [
      `--etcd-servers=http://127.0.0.1:${store}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${at('certificates')}`,
      '--authorization-mode=RBAC',
      `--token-auth-file=${at('tokens.csv')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at('accounts.pub')}`,
      `--service-account-signing-key-file=${at('accounts.key')}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      // Nothing of the node side is here: no scheduler, no controllers, no kubelet.
      '--profiling=false',
    ], at('api-server.log')));
    await writeFile(at('kubeconfig'), JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'check',
      clusters: [{ name: 'check', cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': at('certificates/apiserver.crt') } }],
      users: [{ name: 'judge', user: { token } }],
      contexts: [{ name: 'check', context: { cluster: 'check', user: 'judge' } }],
    }), { mode: 0o600 });
    const kubectl = (args, input) => run(path.join(programs, 'kubectl'), ['--kubeconfig', at('kubeconfig'), '--cache-dir', at('cache'), ...args], input);
    for (const deadline = Date.now() + READY_MS; (await kubectl(['get', '--raw', '/readyz'])).code !== 0; await sleep(300)) {
      for (const one of started) await one.check();
      if (Date.now() > deadline) throw new SetupError(`the API server is not ready after ${READY_MS / 1000} s`);
    }
    return { kubectl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function run(command, args, input) {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: error?.code ?? 0, stdout, stderr });
    });
    child.stdin.end(input ?? '');
  });
}
