import { firstMpegFrame, id3Length, isAdts } from './mpeg-frames.js';
import type { RandomAccess } from '../../ports/random-access.port.js';

/** FFmpeg demuxers that callmesh opens; never a playlist or anything else that makes FFmpeg open further addresses. */
export type Container = 'wav' | 'mp3' | 'aac' | 'ogg' | 'flac' | 'mov' | 'matroska' | 'aiff' | 'au' | 'caf' | 'amr' | 'asf';

/** What the first bytes say, whatever the file's name. */
export type Recognised = { readonly kind: 'audio'; readonly container: Container } | { readonly kind: 'other'; readonly what: string };

const HEAD = 64 * 1024;
const audio = (container: Container): Recognised => ({ kind: 'audio', container });
const other = (what: string): Recognised => ({ kind: 'other', what });

/** [offset, magic, meaning] */
const MAGICS: readonly (readonly [number, string, Recognised])[] = [
  [0, 'OggS', audio('ogg')],
  [0, 'fLaC', audio('flac')],
  [4, 'ftyp', audio('mov')],
  [4, 'moov', audio('mov')],
  [0, '\x1a\x45\xdf\xa3', audio('matroska')],
  [0, '.snd', audio('au')],
  [0, 'caff', audio('caf')],
  [0, '#!AMR', audio('amr')],
  [0, '\x30\x26\xb2\x75', audio('asf')],
  [0, '%PDF', other('a PDF document')],
  [0, 'PK\x03\x04', other('a ZIP archive (or an Office document)')],
  [0, '\x1f\x8b', other('a gzip archive')],
  [0, '7z\xbc\xaf', other('a 7-Zip archive')],
  [0, '\x89PNG', other('a PNG image')],
  [0, '\xff\xd8\xff', other('a JPEG image')],
  [0, 'GIF8', other('a GIF image')],
  [0, '\x7fELF', other('a program')],
  [0, 'MZ', other('a program')],
];

/** Decides by content what was received. A name like `call.wav` proves nothing: platforms and people mislabel. */
export async function recogniseContainer(source: RandomAccess): Promise<Recognised> {
  const head = await source.read(0, HEAD);
  const magic = (offset: number, length: number): string => head.toString('latin1', offset, offset + length);
  if (['RIFF', 'RIFX', 'RF64', 'BW64'].includes(magic(0, 4)) && magic(8, 4) === 'WAVE') return audio('wav');
  if (magic(0, 4) === 'RIFF') return other('a RIFF file that is not WAVE');
  if (magic(0, 4) === 'FORM' && magic(8, 4).startsWith('AIF')) return audio('aiff');
  for (const [offset, text, meaning] of MAGICS) if (magic(offset, text.length) === text) return meaning;
  const tag = id3Length(head);
  if (tag > 0 && tag < source.size) return recogniseMpeg(await source.read(tag, HEAD)) ?? other('an ID3 tag without MPEG audio behind it');
  return recogniseMpeg(head) ?? other(describeOther(head));
}

function recogniseMpeg(head: Buffer): Recognised | null {
  if (isAdts(head)) return audio('aac');
  // Recordings cut at the front begin inside a frame: the largest frame is 1,729 bytes.
  return firstMpegFrame(head, 0, 4096) ? audio('mp3') : null;
}

function describeOther(head: Buffer): string {
  const text = head.subarray(0, 4096).toString('utf8');
  if (/^\s*<(!doctype html|html)/i.test(text)) return 'a web page, perhaps a login page that answered instead of the recording';
  if (/^\s*<\?xml/.test(text)) return 'an XML document';
  const printable = text.replace(/[\p{L}\p{N}\p{P}\p{S}\p{Zs}\r\n\t]/gu, '').length;
  if (printable <= text.length * 0.02) return 'plain text';
  return 'bytes without any audio header: raw samples must be wrapped, for example as WAV with their sample rate and encoding';
}
