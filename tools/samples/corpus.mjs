// Makes the spoken subset of the extraction corpus: `node tools/samples/corpus.mjs [id …]`, or `--choose` to choose the subset anew.
// Once chosen the subset stays: the recordings are committed (bench/corpus/extraction/audio), so that the bench needs neither flite nor ffmpeg, and
// this is only for those who change one of those dialogues; the bench refuses a recording whose dialogue has changed since.
// Two voices on two channels, a telephone line, Opus. It needs flite and ffmpeg (Debian: apt-get install flite ffmpeg).
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { layOut, needTools, record } from './conversation.mjs';
import { sayable } from './sayable.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../bench/corpus/extraction');
const target = path.join(folder, 'audio');
/** Per recording the sha-256 of the lines that were spoken. */
const listFile = path.join(target, 'recordings.json');

/** Recordings per half. */
const PER_HALF = 14;
/** What fits into the file size below, with enough talk to be a call. */
const WORDS = { least: 70, most: 165 };
const MOST_BYTES = 150_000;

/** Each channel is coded by itself (mapping family 255): coupled stereo would leak each speaker into the other's channel. */
const opus = { rate: 16_000, codec: ['-c:a', 'libopus', '-b:a', '16k', '-application', 'voip', '-frame_duration', '60', '-mapping_family', '255'] };
/** Pairs of voices that cannot be taken for each other: agent, customer. */
const VOICES = [['rms', 'slt'], ['slt', 'rms'], ['slt', 'awb'], ['awb', 'slt']];

async function half(name) {
  const files = (await readdir(path.join(folder, name))).filter((file) => file.endsWith('.yaml')).sort();
  const dialogues = (await Promise.all(files.map(async (file) => parse(await readFile(path.join(folder, name, file), 'utf8'))))).flat();
  return dialogues.filter(isSpeakable).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A dialogue of two known speakers that is neither a breath nor too long for its file. */
function isSpeakable({ lines }) {
  const words = lines.flatMap((line) => Object.values(line).join(' ').split(/\s+/)).length;
  const speakers = new Set(lines.flatMap((line) => Object.keys(line)));
  return words >= WORDS.least && words <= WORDS.most && speakers.has('A') && speakers.has('C') && !speakers.has('U');
}

/** Evenly spread over the half, so that every theme has its turn. */
const spread = (dialogues) => Array.from({ length: Math.min(PER_HALF, dialogues.length) }, (_, at) => dialogues[Math.floor((at * dialogues.length) / PER_HALF)]);

async function make(dialogue, number, scratch) {
  const ids = dialogue.labels.flatMap(({ orderId, invoiceId }) => [orderId, invoiceId]).filter(Boolean);
  const turns = dialogue.lines.map((line) => ({ speaker: 'A' in line ? 'agent' : 'customer', text: sayable(Object.values(line)[0], ids) }));
  const [agent, customer] = VOICES[number % VOICES.length];
  const laidOut = await layOut(dialogue.id, turns, { agent, customer }, scratch);
  const file = path.join(target, `${dialogue.id}.ogg`);
  await record(laidOut, { format: opus }, file, scratch);
  const { size } = await stat(file);
  console.log(`${dialogue.id.padEnd(20)} ${laidOut.seconds.toFixed(1).padStart(6)} s ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MOST_BYTES}: take fewer words`);
}

/** The bench computes the same. */
const digest = ({ lines }) => createHash('sha256').update(lines.map((line) => Object.entries(line).flat().join(': ')).join('\n')).digest('hex');

const args = process.argv.slice(2);
const ids = args.filter((arg) => arg !== '--choose');
await needTools();
const scratch = await mkdtemp(path.join(os.tmpdir(), 'callmesh-corpus-'));
try {
  const halves = await Promise.all(['tuning', 'held-out'].map(half));
  const recorded = JSON.parse(await readFile(listFile, 'utf8').catch(() => '{}'));
  const chosen = args.includes('--choose') ? halves.flatMap(spread) : halves.flat().filter(({ id }) => id in recorded);
  const unknown = ids.filter((id) => chosen.every((dialogue) => dialogue.id !== id));
  if (unknown.length > 0) throw new Error(`not among the spoken dialogues: ${unknown.join(', ')}`);
  for (const [number, dialogue] of chosen.entries()) {
    const isStale = recorded[dialogue.id] !== digest(dialogue);
    if (ids.length === 0 ? isStale : ids.includes(dialogue.id)) await make(dialogue, number, scratch);
  }
  const list = Object.fromEntries(chosen.map((dialogue) => [dialogue.id, digest(dialogue)]));
  await writeFile(listFile, `${JSON.stringify(list, null, 2)}\n`);
  for (const file of await readdir(target)) if (file.endsWith('.ogg') && !(file.replace('.ogg', '') in list)) await rm(path.join(target, file));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
