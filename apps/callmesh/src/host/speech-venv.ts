import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const engine = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../engines/whisper');

/** The installed local speech server; undefined when it is not installed (no Python, or set-up has not run). */
export async function installedSpeechServer(): Promise<{ python: string; script: string } | undefined> {
  if (process.env.CALLMESH_NO_SPEECH) return undefined;
  const python = path.join(engine, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  return access(python).then(
    () => ({ python, script: path.join(engine, 'main.py') }),
    () => undefined,
  );
}
