import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { askLanguages, supportedLanguages } from '@callmesh/transcription';
import { askSpeechState } from '../../host/speech-state.js';
import { installedSpeechServer } from '../../host/speech-venv.js';
import { fault, note, ok, type Finding } from '../finding.js';
import type { Probe } from '../probe.js';

const execute = promisify(execFile);

/** Whether recordings can be transcribed: by the configured server, or by the local one. */
export const speechProbe: Probe = {
  name: 'speech server',
  look: async ({ env }) => [...(env?.WHISPER_URL ? [await configured(env.WHISPER_URL)] : await local()), await languages(env?.WHISPER_URL)],
};

async function configured(url: string): Promise<Finding> {
  const check = 'speech server';
  switch (await askSpeechState(url)) {
    case 'ready':
      return ok(check, `${new URL(url).host} is ready`);
    case 'loading':
      return note(check, `${new URL(url).host} loads its model: recordings wait`);
    case 'failed':
      return fault(check, `${new URL(url).host} could not load its model`, 'its own log says why');
    case 'down':
      return fault(check, `${new URL(url).host} does not answer`, 'start it, and set WHISPER_URL right; recordings wait meanwhile');
  }
}

async function local(): Promise<Finding[]> {
  const { stdout } = await execute('python3', ['--version'], { timeout: 5_000 }).catch(() => ({ stdout: '' }));
  const python = stdout ? ok('Python', stdout.trim()) : note('Python', 'no python3', 'install python3 with its venv module to transcribe recordings here, or set WHISPER_URL');
  const installed = (await installedSpeechServer()) !== undefined;
  return [python, installed ? ok('speech server', 'the local one is installed') : note('speech server', 'not installed', 'node engines/whisper/install.mjs installs it; without it only stored transcripts are taken')];
}

/** A call in another language is transcribed if the engine can, flagged, and nothing of it is applied unattended. */
async function languages(url: string | undefined): Promise<Finding> {
  const { languages: known, model } = url ? await askLanguages(url) : { languages: null, model: null };
  const speech = known ? `${known.length > 8 ? `${known.length} languages` : known.join(', ')} (${model ?? 'the model'})` : 'as the model knows';
  return ok('languages', `speech: ${speech}; redaction: ${supportedLanguages.redaction.join(', ')}; rules: ${supportedLanguages.rules.join(', ')}`);
}
