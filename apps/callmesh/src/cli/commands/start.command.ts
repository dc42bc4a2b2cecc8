import type { Command } from 'commander';
import { act } from '../command-context.js';

/** `callmesh start` */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('run all of callmesh in this process until Ctrl-C')
    .option('--port <number>', 'HTTP port; 0 takes a free one (default: CALLMESH_PORT, or 8400)')
    .action(
      act<[], { port?: string }>(async ({ output }, { port, data }) => {
        const [{ loadEnvironment, setUpLogs }, { startHost }, { interruptible }] = await Promise.all([import('@callmesh/service-defaults'), import('../../host/host.js'), import('../../host/interruptible.js')]);
        const began = Date.now();
        const env = loadEnvironment({ ...process.env, ...(port === undefined ? {} : { CALLMESH_PORT: port }), ...(data === undefined ? {} : { CALLMESH_DATA_DIR: data }) });
        const log = setUpLogs({ level: env.CALLMESH_LOG_LEVEL, format: process.env.CALLMESH_LOG_FORMAT ? env.CALLMESH_LOG_FORMAT : process.stderr.isTTY ? 'pretty' : 'json' });
        const { host: starting, ended } = interruptible((interrupted) => startHost({ env, say: (message) => log.info(message), interrupted }));
        const host = await starting;
        if (!host) return ended;
        const ready = { url: host.url, demoCrmUrl: host.demoCrm?.url ?? null, dataDirectory: host.directory.root, readyMs: Date.now() - began, speech: host.hasSpeech ? await host.speechState() : 'none' };
        output.answer(ready, (r) =>
          [
            `callmesh is ready after ${(r.readyMs / 1000).toFixed(1)} s`,
            `  API        ${r.url}/api/v1 (docs: ${r.url}/api/v1/docs)`,
            r.demoCrmUrl ? `  demo CRM   ${r.demoCrmUrl}` : '',
            `  keys       ${host.directory.keys} (the command line finds them by itself)`,
            r.speech === 'loading' ? '  speech     the model is still loading; recordings wait for it' : '',
            r.speech === 'down' ? '  speech     the server does not answer; recordings wait for it (is WHISPER_URL right?)' : '',
            r.speech === 'none' ? '  speech     none: recordings cannot be transcribed, stored transcripts can (see `callmesh doctor`)' : '',
          ].filter(Boolean),
        );
        await ended;
      }),
    );
}
