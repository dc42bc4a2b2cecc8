// Speaks labelled utterances and calls of the tuning half, so that what a recogniser makes of them can be learned from:
// `node tools/samples/utterances.mjs`, then `npm run bench -- phrases --hear` hears them. Into .cache/spoken-utterances; nothing of it is committed but what was heard.
// Each recording is a telephone call of two voices (as corpus.mjs makes them) with its turns in `turns.json`. It needs flite and ffmpeg (Debian: apt-get install flite ffmpeg).
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { layOut, needTools, record } from './conversation.mjs';
import { sayable } from './sayable.mjs';
import { seeded } from './sound.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const corpus = path.join(root, 'bench/corpus');
const target = path.join(root, '.cache/spoken-utterances');

/** Lines of each author, and calls; the machine hears about twenty seconds of sound in one. */
const LINES_PER_AUTHOR = 90;
const CALLS = 37;
const LINES_PER_CALL = 30;
const CALLS_PER_ROUND = 12;
const WORDS = { least: 60, most: 200 };
const VOICES = [['rms', 'slt'], ['slt', 'rms'], ['slt', 'awb'], ['awb', 'slt'], ['rms', 'awb'], ['awb', 'rms']];
const PACES = [1, 1.1, 1.2];
/** Long enough for the engine to begin anew: turns of one voice stay apart. */
const PAUSE = 1.2;
const opus = { rate: 16_000, codec: ['-c:a', 'libopus', '-b:a', '16k', '-application', 'voip', '-frame_duration', '60', '-mapping_family', '255', '-compression_level', '0'] };

const speakerOf = (letter) => (letter === 'A' ? 'agent' : 'customer');

/** Some of a list, the same every time. */
function some(items, count, seed) {
  const random = seeded(seed);
  return items.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at).slice(0, count).map(({ item }) => item);
}

/** Utterances of each author, one after the other, as calls. */
async function utteranceCalls() {
  const files = (await readdir(path.join(corpus, 'utterances'))).filter((file) => /^author-.*\.jsonl$/.test(file)).sort();
  const calls = [];
  for (const file of files) {
    const lines = (await readFile(path.join(corpus, 'utterances', file), 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const chosen = some(lines.map((line, at) => ({ ...line, line: at + 1 })), LINES_PER_AUTHOR, file);
    for (let from = 0; from < chosen.length; from += LINES_PER_CALL) {
      const turns = chosen.slice(from, from + LINES_PER_CALL).map(({ s, t, line }) => ({ of: line, speaker: speakerOf(s), text: sayable(t), pause: PAUSE }));
      const round = from / LINES_PER_CALL + 1;
      calls.push({ name: `${file.replace('.jsonl', '')}-${round}`, file, turns, round });
    }
  }
  return calls;
}

/** Calls of the tuning half that are not among the recordings on which the bench measures. */
async function dialogueCalls() {
  const measured = JSON.parse(await readFile(path.join(corpus, 'extraction/audio/recordings.json'), 'utf8'));
  const files = (await readdir(path.join(corpus, 'extraction/tuning'))).filter((file) => file.endsWith('.yaml')).sort();
  const dialogues = (await Promise.all(files.map(async (file) => parse(await readFile(path.join(corpus, 'extraction/tuning', file), 'utf8'))))).flat();
  const fits = dialogues.filter(({ id, lines, labels }) => {
    const words = lines.flatMap((line) => Object.values(line).join(' ').split(/\s+/)).length;
    return !(id in measured) && words >= WORDS.least && words <= WORDS.most && labels.length > 0 && lines.every((line) => 'A' in line || 'C' in line);
  });
  return some(fits, CALLS, 'calls').map(({ id, lines, labels }, at) => {
    const ids = labels.flatMap(({ orderId, invoiceId }) => [orderId, invoiceId]).filter(Boolean);
    return { name: `call-${id}`, dialogue: id, round: at / CALLS_PER_ROUND, turns: lines.map((line, number) => ({ of: number + 1, speaker: speakerOf(Object.keys(line)[0]), text: sayable(Object.values(line)[0], ids) })) };
  });
}

await needTools();
await mkdir(target, { recursive: true });
const scratch = await mkdtemp(path.join(os.tmpdir(), 'callmesh-utterances-'));
try {
  // Some of each author come first, so that a part of all is of all authors.
  const calls = [...(await utteranceCalls()), ...(await dialogueCalls())].sort((a, b) => a.round - b.round);
  await writeFile(path.join(target, 'turns.json'), `${JSON.stringify(calls.map(({ name, file, dialogue, turns }) => ({ name, file, dialogue, turns: turns.map(({ of, speaker }) => ({ of, speaker })) })))}\n`);
  for (const [number, { name, turns }] of calls.entries()) {
    const audio = path.join(target, `${name}.ogg`);
    if (existsSync(audio)) continue;
    const [agent, customer] = VOICES[number % VOICES.length];
    const pace = PACES[number % PACES.length];
    const laidOut = await layOut(name, turns.map((turn) => ({ ...turn, pace })), { agent, customer }, scratch);
    await record(laidOut, { format: opus }, path.join(scratch, 'call.ogg'), scratch);
    await rename(path.join(scratch, 'call.ogg'), audio);
    if (number % 10 === 9) console.log(`spoke ${number + 1} of ${calls.length} recordings`);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
