import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const RECORDINGS = new Set(['.wav', '.mp3', '.ogg', '.oga', '.opus', '.m4a', '.mp4', '.aac', '.flac', '.wma', '.webm', '.amr', '.au', '.aiff']);
const TRANSCRIPTS = new Set(['.vtt', '.json']);
const BESIDE = /\.(meta|script)\.json$/;

/** The sample calls of the repository. */
export const samplesFolder = path.relative(process.cwd(), path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../samples')) || '.';

/** A file to hand in, or why a named path gives none. */
export type Input = { readonly file: string } | { readonly file: string; readonly unusable: string };

/**
 * Files and folders as they were named become calls, each file once. What lies beside a call (`*.meta.json`, `*.script.json`) is none;
 * named without its call it is told so.
 * In a folder only recordings and transcripts are looked for; of a recording and a stored transcript with the same name one is taken.
 * @param hasSpeech without it the stored transcript is taken in place of the recording.
 */
export async function collectInputs(paths: readonly string[], hasSpeech: boolean): Promise<Input[]> {
  const calls = (await Promise.all(paths.filter((given) => !BESIDE.test(given)).map((given) => inputsOf(given, hasSpeech)))).flat();
  const lonely = paths.filter((given) => BESIDE.test(given) && !calls.some(({ file }) => liesBeside(given, file)));
  const found = [...calls, ...lonely.map((file): Input => ({ file, unusable: 'it lies beside a call and is none itself: name the recording or the transcript that it belongs to' }))];
  const seen = new Set<string>();
  const inputs: Input[] = [];
  for (const input of found) {
    const real = await realpath(input.file).catch(() => input.file);
    if (!seen.has(real)) inputs.push(input);
    seen.add(real);
  }
  return inputs;
}

/** `call.wav.meta.json` and `call.meta.json` lie beside `call.wav`. */
function liesBeside(given: string, file: string): boolean {
  const owner = path.resolve(given.replace(BESIDE, ''));
  const call = path.resolve(file);
  return owner === call || owner === bare(call);
}

async function inputsOf(given: string, hasSpeech: boolean): Promise<Input[]> {
  try {
    if (!(await stat(given)).isDirectory()) return [{ file: given }];
    const entries = await readdir(given, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => path.join(entry.parentPath, entry.name));
    const calls = oneOfEachName(files.sort(), hasSpeech);
    return calls.length > 0 ? calls.map((file) => ({ file })) : [{ file: given, unusable: 'the folder holds no recording and no transcript (WebVTT, JSON): name the folder or the files that do' }];
  } catch (error) {
    const { code, message, path: where = given } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file or folder: check the path' : code === 'EACCES' ? `${where} may not be read by this user: change its permissions, or run as its owner` : message;
    return [{ file: given, unusable: why }];
  }
}

function oneOfEachName(files: readonly string[], hasSpeech: boolean): string[] {
  const kind = (file: string): string => path.extname(file).toLowerCase();
  const recordings = files.filter((file) => RECORDINGS.has(kind(file)));
  const transcripts = files.filter((file) => TRANSCRIPTS.has(kind(file)) && !BESIDE.test(file));
  const [preferred, other] = hasSpeech ? [recordings, transcripts] : [transcripts, recordings];
  const names = new Set(preferred.map(bare));
  return [...preferred, ...other.filter((file) => !names.has(bare(file)))].sort();
}

const bare = (file: string): string => file.slice(0, file.length - path.extname(file).length);
