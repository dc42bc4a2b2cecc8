// Makes the sample calls' audio and stored transcripts from their scripts: `node tools/samples/make.mjs [name …]`.
// The results are committed; this is only for those who change a script. It needs flite and ffmpeg (Debian: apt-get install flite ffmpeg).
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { calls } from './calls.mjs';
import { addNoise, level, mixIn, readWav, seeded, trim, writeWav } from './sound.mjs';
import { toVtt } from './vtt.mjs';

const run = promisify(execFile);
const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../samples');
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

async function speak(voice, text, scratch) {
  const file = path.join(scratch, 'turn.wav');
  await run('flite', ['-voice', voice, '--setf', `duration_stretch=${PACE}`, '-t', text, '-o', file]);
  const { rate, samples } = readWav(await readFile(file));
  if (rate !== RATE) throw new Error(`the voice ${voice} speaks at ${rate} Hz; ${RATE} Hz was expected`);
  return level(trim(samples, RATE * 0.04));
}

/** Seconds between two turns: people answer after a short pause, and now and then begin before the other has ended. */
function gapBefore(turn, random) {
  const short = turn.text.length < 30;
  if (short && random() < 0.4) return -(0.1 + 0.15 * random());
  return 0.25 + 0.55 * random();
}

async function layOut(name, turns, scratch) {
  const random = seeded(name);
  const spoken = [];
  let at = 0.6;
  for (const [index, turn] of turns.entries()) {
    const samples = await speak(calls[name][turn.speaker], turn.text, scratch);
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

async function make(name, scratch) {
  const { format, mono = false } = calls[name];
  const { turns } = JSON.parse(await readFile(path.join(folder, `${name}.script.json`), 'utf8'));
  const laidOut = await layOut(name, turns, scratch);
  const raw = path.join(scratch, 'call.wav');
  await writeFile(raw, render(laidOut, mono));
  const target = path.join(folder, `${name}.${format.extension}`);
  await run('ffmpeg', ['-y', '-loglevel', 'error', '-i', raw, '-af', TELEPHONE, '-ar', `${format.rate}`, ...format.codec, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', target]);
  await writeFile(path.join(folder, `${name}.vtt`), toVtt(laidOut.spoken, { voices: !mono }));
  const { size } = await stat(target);
  console.log(`${path.basename(target).padEnd(28)} ${laidOut.seconds.toFixed(1).padStart(6)} s ${(size / 1e6).toFixed(2).padStart(6)} MB`);
}

const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(calls);
const unknown = names.filter((name) => !(name in calls));
if (unknown.length > 0) {
  console.error(`no such sample: ${unknown.join(', ')}. There are: ${Object.keys(calls).join(', ')}`);
  process.exit(1);
}
await need('flite', ['--version']);
await need('ffmpeg', ['-version']);
const scratch = await mkdtemp(path.join(os.tmpdir(), 'callmesh-samples-'));
try {
  for (const name of names) await make(name, scratch);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
