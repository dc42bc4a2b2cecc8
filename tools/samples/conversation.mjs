// A scripted conversation as sound: each turn by a flite voice, laid out in time as people take turns, on a telephone line.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { addNoise, level, mixIn, readWav, seeded, trim, writeWav } from './sound.mjs';

const run = promisify(execFile);
const RATE = 16_000;
/** A little slower than flite reads by itself: people on the telephone take their time, above all with numbers. */
const PACE = 1.1;
const SPEAKERS = ['agent', 'customer'];
/** The band of a telephone line. */
const TELEPHONE = 'highpass=f=180,lowpass=f=3700';

async function need(tool, args) {
  await run(tool, args).catch((error) => {
    if (error.code !== 'ENOENT') return;
    console.error(`${tool} is not installed. On Debian: apt-get install flite ffmpeg`);
    process.exit(1);
  });
}

/** Ends with exit code 1 and says what to install when a tool is missing. */
export async function needTools() {
  await need('flite', ['--version']);
  await need('ffmpeg', ['-version']);
}

async function speak(voice, { text, pace = PACE }, scratch) {
  const file = path.join(scratch, 'turn.wav');
  await run('flite', ['-voice', voice, '--setf', `duration_stretch=${pace}`, '-t', text, '-o', file]);
  const { rate, samples } = readWav(await readFile(file));
  if (rate !== RATE) throw new Error(`the voice ${voice} speaks at ${rate} Hz; ${RATE} Hz was expected`);
  return level(trim(samples, RATE * 0.04));
}

/** Seconds between two turns, unless the script says how many: people answer after a short pause, and now and then begin before the other has ended. */
function gapBefore(turn, random) {
  if (turn.pause !== undefined) return turn.pause;
  const short = turn.text.length < 30;
  if (short && random() < 0.4) return -(0.1 + 0.15 * random());
  return 0.25 + 0.55 * random();
}

/**
 * Speaks all turns and gives each its time.
 * @param {string} name seeds the pauses and the noise: the same script gives the same sound.
 * @param {{speaker: string, text: string, pause?: number, pace?: number}[]} turns `pace`: how much slower than flite reads by itself.
 * @param {Record<string, string>} voices flite voice per speaker.
 */
export async function layOut(name, turns, voices, scratch) {
  const random = seeded(name);
  const spoken = [];
  let at = 0.6;
  for (const [index, turn] of turns.entries()) {
    const samples = await speak(voices[turn.speaker], turn, scratch);
    if (index > 0) at += gapBefore(turn, random);
    spoken.push({ ...turn, samples, start: at, end: at + samples.length / RATE });
    at += samples.length / RATE;
  }
  return { spoken, seconds: at + 0.6, random };
}

function render({ spoken, seconds, random }, mono) {
  const length = Math.ceil(seconds * RATE);
  const channels = (mono ? ['both'] : SPEAKERS).map(() => new Float32Array(length));
  for (const turn of spoken) mixIn(channels[mono ? 0 : SPEAKERS.indexOf(turn.speaker)], turn.samples, Math.round(turn.start * RATE));
  for (const channel of channels) addNoise(channel, random);
  return writeWav(channels, RATE);
}

/** Writes what was laid out as a telephone recording (or of another `band`), agent left and customer right, or both mixed. */
export async function record(laidOut, { format, mono = false }, target, scratch) {
  const raw = path.join(scratch, 'call.wav');
  await writeFile(raw, render(laidOut, mono));
  await run('ffmpeg', ['-y', '-loglevel', 'error', '-i', raw, '-af', format.band ?? TELEPHONE, '-ar', `${format.rate}`, ...format.codec, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', target]);
}
