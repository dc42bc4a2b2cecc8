import { access, chmod, constants, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEnvironment, makeDirectory, setUpLogs } from '@callmesh/service-defaults';
import { pino } from 'pino';
import { ApiClient } from '../cli/api-client.js';
import { CliError, EXIT } from '../cli/cli.errors.js';
import { dataDirectory } from '../host/data-directory.js';
import { makeDataDirectory } from '../host/make-directory.js';
import { startHost, type Host, type HostOptions } from '../host/host.js';
import { withHost } from '../host/with-host.js';
import { threadPage } from '../report/thread-page.js';
import { seconds } from '../report/thread-text.js';
import { callAccount, closingLines, newsOf, reviewLines, succeeded, whereToLook } from './account.js';
import { threadOf } from './follow.js';
import { collectInputs, samplesFolder } from './inputs.js';
import { runCalls, type FinishedCall } from './run-calls.js';

const WATCH_MS = 1_000;

/** How the demo runs. */
export interface DemoOptions {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Whether the samples are taken when none are named; default true. */
  readonly samples?: boolean;
  /** Ends when every call has come to rest, with exit code 0 when all got all the way. */
  readonly once: boolean;
  /** Only JSON on standard output. */
  readonly json: boolean;
  readonly data?: string;
  /** Folder of the thread pages. */
  readonly out: string;
}

/**
 * Recordings into events, actions and CRM changes, told as it happens.
 * @param start brings callmesh up; default: all of it in this process.
 */
export async function runDemo(options: DemoOptions, start: (options: HostOptions) => Promise<Host> = startHost): Promise<void> {
  const began = Date.now();
  await prepareFolder(options.out);
  const temporary = options.once && options.data === undefined ? await temporaryFolder() : undefined;
  const data = options.data ?? temporary;
  const env = loadEnvironment({ ...process.env, ...(data === undefined ? {} : { CALLMESH_DATA_DIR: data }) });
  const directory = dataDirectory(env.CALLMESH_DATA_DIR);
  await makeDataDirectory(directory.root);
  setUpLogs({ level: env.CALLMESH_LOG_LEVEL, destination: pino.destination({ dest: directory.log, sync: true, mode: 0o600 }) });

  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  const tell = (text: string): void => void (options.json ? undefined : process.stdout.write(`${text}\n`));
  try {
    await withHost((interrupted) => start({ env, say, freePorts: options.once, interrupted }), async (host, stopped) => {
      tell(`callmesh is ready after ${seconds(Date.now() - began)} at ${host.url}${await speechRemark(host)}\n`);
      const api = new ApiClient({ url: host.url, key: host.keys.admin });
      const named = options.paths.length > 0 || options.samples === false ? options.paths : [samplesFolder];
      const inputs = await collectInputs(named, host.hasSpeech);
      const operator = new ApiClient({ url: host.url, key: host.keys.operator });
      const calls = await runCalls(api, inputs, { operator, speech: host.speechState, stopped }, async (call) => {
        await writePage(options.out, call);
        tell(callAccount(call));
      });
      const reports = calls.map(({ report }) => report);
      if (options.json) process.stdout.write(`${JSON.stringify({ calls: reports }, null, 2)}\n`);
      tell([...(calls.length === 0 ? [] : closingLines(calls, path.relative(process.cwd(), path.resolve(options.out)) || '.')), ...(options.once ? [] : [...reviewLines(calls, host), ...whereToLook(host)])].join('\n'));
      process.exitCode = !options.once || succeeded(reports) ? 0 : 1;
      if (!options.once) await watch(api, calls, stopped, options.out, tell);
    });
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

/** Postgres runs as an account of its own when this one is root, so its folder must be one that others may enter (not list). */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'callmesh-demo-'));
  await chmod(folder, 0o711);
  return folder;
}

async function speechRemark({ hasSpeech, speechState }: Host): Promise<string> {
  if (!hasSpeech) return '; no speech engine: the stored transcripts of the samples are taken';
  const state = await speechState();
  if (state === 'down') return '; the speech server does not answer, recordings wait for it';
  return state === 'loading' ? '; the speech model is still loading, recordings wait for it' : '';
}

/** Before anything is started: to learn after an hour of calls that their pages cannot be written is late. */
async function prepareFolder(out: string): Promise<void> {
  try {
    await makeDirectory(out);
    await access(out, constants.W_OK);
  } catch (error) {
    throw new CliError('OUT.UNWRITABLE', `${out}, where the page of each call belongs, cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`, 'name another folder with --out', EXIT.usage);
  }
}

async function writePage(out: string, { report, thread }: FinishedCall): Promise<void> {
  if (!thread) return;
  await writeFile(path.join(out, `thread-${thread.conversationId}.html`), threadPage(thread, path.basename(report.file)));
}

/** Keeps telling what people decide, until Ctrl-C. */
async function watch(api: ApiClient, calls: readonly FinishedCall[], stopped: AbortSignal, out: string, tell: (text: string) => void): Promise<void> {
  const last = new Map(calls.flatMap(({ report, thread }) => (thread ? [[thread.conversationId, { report, thread }] as const] : [])));
  for (;;) {
    await sleep(WATCH_MS, undefined, { signal: stopped });
    for (const { report, thread } of [...last.values()].filter((call) => call.thread.actions.some(({ state }) => state === 'drafted' || state === 'reviewed'))) {
      const now = await threadOf(api, thread.conversationId);
      if (!now || now.events.length === thread.events.length) continue;
      for (const line of newsOf(thread, now)) tell(`${report.file}  ${line}`);
      last.set(now.conversationId, { report, thread: now });
      await writePage(out, { report, thread: now });
    }
  }
}
