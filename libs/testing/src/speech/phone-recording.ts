import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTelephoneWav, writeMuLawWav } from './telephone-wav.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
/** The samples that are two-channel telephone WAV files; together they are longer than the recording. */
const PARTS = ['cancel-order', 'two-orders', 'disputed-invoice', 'card-number'];
const RATE = 8_000;

/** Seconds of the recording by which speed is measured. */
export const PHONE_RECORDING_SECONDS = 278;

/**
 * Builds the recording by which speed is measured: 278 s of sample calls joined end to end, 8 kHz, 8-bit mu-law, as
 * telephone systems record. The same bytes each time.
 * @param channels 2: agent and customer apart; 1: both mixed
 * @returns path of the WAV file in `.cache`
 */
export async function phoneRecording(channels: 1 | 2): Promise<string> {
  const frames = PHONE_RECORDING_SECONDS * RATE;
  const joined = [new Float32Array(frames), new Float32Array(frames)] as const;
  let at = 0;
  for (const name of PARTS) {
    const { rate, channels: sides } = readTelephoneWav(await readFile(path.join(root, 'samples', `${name}.wav`)));
    if (rate !== RATE || sides.length !== 2) throw new Error(`samples/${name}.wav is not a two-channel recording at ${RATE} Hz`);
    const length = Math.min(sides[0]?.length ?? 0, frames - at);
    for (const [index, side] of sides.entries()) joined[index === 0 ? 0 : 1].set(side.subarray(0, length), at);
    at += length;
  }
  if (at < frames) throw new Error(`the sample calls together are only ${at / RATE} s long`);
  const sides = channels === 2 ? joined : [joined[0].map((sample, index) => (sample + (joined[1][index] ?? 0)) / 2)];
  const file = path.join(root, '.cache', `phone-${PHONE_RECORDING_SECONDS}s-${channels === 2 ? 'dual' : 'mono'}.wav`);
  await mkdir(path.dirname(file), { recursive: true });
  const scratch = `${file}.${process.pid}`;
  await writeFile(scratch, writeMuLawWav({ rate: RATE, channels: sides }));
  await rename(scratch, file);
  return file;
}
