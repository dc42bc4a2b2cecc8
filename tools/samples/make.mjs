// Makes the sample calls' audio and stored transcripts from their scripts: `node tools/samples/make.mjs [name …]`.
// The results are committed; this is only for those who change a script. It needs flite and ffmpeg (Debian: apt-get install flite ffmpeg).
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { calls } from './calls.mjs';
import { layOut, needTools, record } from './conversation.mjs';
import { toVtt } from './vtt.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../samples');

async function make(name, scratch) {
  const call = calls[name];
  const { turns } = JSON.parse(await readFile(path.join(folder, `${name}.script.json`), 'utf8'));
  const laidOut = await layOut(name, turns, call, scratch);
  const target = path.join(folder, `${name}.${call.format.extension}`);
  await record(laidOut, call, target, scratch);
  await writeFile(path.join(folder, `${name}.vtt`), toVtt(laidOut.spoken, { voices: !call.mono }));
  const { size } = await stat(target);
  console.log(`${path.basename(target).padEnd(28)} ${laidOut.seconds.toFixed(1).padStart(6)} s ${(size / 1e6).toFixed(2).padStart(6)} MB`);
}

const names = process.argv.slice(2).length > 0 ? process.argv.slice(2) : Object.keys(calls);
const unknown = names.filter((name) => !(name in calls));
if (unknown.length > 0) {
  console.error(`no such sample: ${unknown.join(', ')}. There are: ${Object.keys(calls).join(', ')}`);
  process.exit(1);
}
await needTools();
const scratch = await mkdtemp(path.join(os.tmpdir(), 'callmesh-samples-'));
try {
  for (const name of names) await make(name, scratch);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
