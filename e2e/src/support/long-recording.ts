import { openAsBlob } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readTelephoneWav, writeMuLawWav } from '@callmesh/testing/speech';

const samples = path.join(process.cwd(), 'samples');
/** Two-channel telephone WAV files; they are mixed to one channel. */
const NAMES = ['cancel-order', 'two-orders', 'disputed-invoice'];
const RATE = 8_000;
const HEADER_BYTES = 58;

/** One of the calls that the recording is made of. */
interface Copy {
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** All that is said in it. */
  readonly script: string;
}

/** A recording made of the samples, one after another, with pauses between; it is written to a file piece by piece. */
export interface LongRecording {
  readonly file: string;
  readonly durationMs: number;
  readonly copies: readonly Copy[];
  /** For an upload; the bytes stay on the disk. */
  blob(): Promise<Blob>;
}

export async function longRecording(file: string, minutes: number): Promise<LongRecording> {
  const calls = await Promise.all(NAMES.map(readCall));
  const out = await open(file, 'w');
  const copies: Copy[] = [];
  let frames = 0;
  try {
    await out.write(Buffer.alloc(HEADER_BYTES));
    for (let n = 0; frames < minutes * 60 * RATE; n += 1) {
      const { name, script, sound } = calls[n % calls.length] as (typeof calls)[number];
      // Some pauses are short: a cut must do without a long silence as well.
      const pause = new Uint8Array(RATE * (0.4 + (n % 5) * 0.7)).fill(0xff);
      await out.write(sound);
      await out.write(pause);
      copies.push({ name, script, startMs: (frames / RATE) * 1000, endMs: ((frames + sound.length) / RATE) * 1000 });
      frames += sound.length + pause.length;
    }
    await out.write(headerOf(frames), 0, HEADER_BYTES, 0);
  } finally {
    await out.close();
  }
  return { file, durationMs: (frames / RATE) * 1000, copies, blob: () => openAsBlob(file) };
}

async function readCall(name: string): Promise<{ name: string; script: string; sound: Uint8Array }> {
  const { channels } = readTelephoneWav(await readFile(path.join(samples, `${name}.wav`)));
  const [left = new Float32Array(0), right = new Float32Array(0)] = channels;
  const mixed = left.map((sample, at) => (sample + (right[at] ?? 0)) / 2);
  const { turns } = JSON.parse(await readFile(path.join(samples, `${name}.script.json`), 'utf8')) as { turns: { text: string }[] };
  return { name, script: turns.map(({ text }) => text).join(' '), sound: writeMuLawWav({ rate: RATE, channels: [mixed] }).subarray(HEADER_BYTES) };
}

/** The header of a file of so many frames, without its sound. */
function headerOf(frames: number): Buffer {
  const header = Buffer.from(writeMuLawWav({ rate: RATE, channels: [new Float32Array(0)] }).subarray(0, HEADER_BYTES));
  const empty = header.readUInt32LE(4);
  header.writeUInt32LE(empty + frames, 4);
  // The number of frames (`fact`) and the length of the sound (`data`) both count bytes of one channel.
  for (let at = 12; at + 8 <= HEADER_BYTES; at += 8 + header.readUInt32LE(at + 4)) {
    const id = header.toString('latin1', at, at + 4);
    if (id === 'fact') header.writeUInt32LE(frames, at + 8);
    if (id !== 'data') continue;
    header.writeUInt32LE(frames, at + 4);
    break;
  }
  return header;
}
