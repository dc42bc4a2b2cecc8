// Makes the one-channel recordings by which the separation of speakers is measured: `node tools/samples/mono.mjs`. The results are committed
// (bench/corpus/diarization); this is only for those who change them. It needs flite, sox and ffmpeg (Debian: apt-get install flite sox libsox-fmt-all ffmpeg).
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { addNoise, level, mixIn, readWav, seeded, trim, writeWav } from './sound.mjs';
import { recordings } from './mono-calls.mjs';

const run = promisify(execFile);
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const target = path.join(root, 'bench/corpus/diarization');
const dialogues = path.join(root, 'bench/corpus/extraction/tuning');
const RATE = 16_000;
const TELEPHONE = 'highpass=f=250,lowpass=f=3400';

/** The words: dialogues of the corpus, by id. */
async function readDialogues() {
  const files = (await readdir(dialogues)).filter((name) => name.endsWith('.yaml'));
  const all = (await Promise.all(files.map(async (name) => parse(await readFile(path.join(dialogues, name), 'utf8'))))).flat();
  return new Map(all.map(({ id, lines }) => [id, lines.map((line) => Object.entries(line)[0])]));
}

/** `slt-3` is the voice slt, three semitones lower, which makes another person of it. */
async function speak(name, text, scratch) {
  const [, voice, semitones] = /^([a-z]+16|[a-z]+)([+-][\d.]+)?$/.exec(name);
  const [spoken, shifted] = [path.join(scratch, 'turn.wav'), path.join(scratch, 'shifted.wav')];
  await run('flite', ['-voice', voice, '--setf', 'duration_stretch=1.05', '-t', text, '-o', spoken]);
  await run('sox', [spoken, shifted, ...(semitones ? ['pitch', String(Number(semitones) * 100)] : []), 'rate', String(RATE)]);
  return level(trim(readWav(await readFile(shifted)).samples, RATE * 0.04));
}

async function layOut({ id, voices, dialogue, solo, gaps }, lines, scratch) {
  const random = seeded(id);
  const turns = [];
  let at = 0.5;
  for (const [letter, text] of lines) {
    if (solo && letter !== solo) continue;
    const role = letter === 'A' ? 'agent' : 'customer';
    const samples = await speak(voices[role], text, scratch);
    const seconds = samples.length / RATE;
    const gap = turns.length === 0 ? 0 : gaps === 'overlap' && random() < 0.5 ? -(0.3 + 0.5 * random()) : gaps === 'short' ? 0.05 + 0.15 * random() : 0.25 + 0.6 * random();
    at = Math.max(0.1, at + gap);
    turns.push({ speaker: role, start: at, end: at + seconds, samples });
    at += seconds;
  }
  if (turns.length === 0) throw new Error(`there is no dialogue ${dialogue}`);
  return { turns, seconds: at + 0.5, random };
}

const words = await readDialogues();
await mkdir(target, { recursive: true });
const scratch = await mkdtemp(path.join(os.tmpdir(), 'callmesh-mono-'));
const reference = [];
try {
  for (const recording of recordings) {
    const { turns, seconds, random } = await layOut(recording, words.get(recording.dialogue) ?? [], scratch);
    const channel = new Float32Array(Math.ceil(seconds * RATE));
    for (const turn of turns) mixIn(channel, turn.samples, Math.round(turn.start * RATE));
    addNoise(channel, random, recording.noise ?? 0.003);
    const raw = path.join(scratch, 'call.wav');
    await writeFile(raw, writeWav([channel], RATE));
    const band = recording.band === 'telephone' ? ['-af', TELEPHONE, '-ar', '8000'] : ['-ar', '16000'];
    const law = path.join(scratch, 'line.wav');
    await run('ffmpeg', ['-y', '-loglevel', 'error', '-i', raw, ...band, '-c:a', recording.band === 'telephone' ? 'pcm_mulaw' : 'pcm_s16le', law]);
    await run('ffmpeg', ['-y', '-loglevel', 'error', '-i', law, '-c:a', 'libopus', '-b:a', '20k', '-application', 'voip', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', path.join(target, `${recording.id}.ogg`)]);
    const { id, half, about, direction = 'inbound' } = recording;
    reference.push({ id, half, about, direction, seconds: Number(seconds.toFixed(2)), turns: turns.map(({ speaker, start, end }) => ({ speaker, start: Number(start.toFixed(3)), end: Number(end.toFixed(3)) })) });
    console.log(`${id.padEnd(24)} ${seconds.toFixed(1).padStart(6)} s ${turns.length} turns`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
await writeFile(path.join(target, 'reference.json'), `${JSON.stringify(reference)}\n`);
