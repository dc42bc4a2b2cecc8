import { unreadableTranscript, type ImportedTranscript } from './imported-transcript.js';
import { parseJsonTranscript } from './parse-json-transcript.js';
import { parseWebVtt } from './parse-webvtt.js';

/**
 * Tells from the first bytes of a file whether it is a transcript; the file's name says nothing.
 * @param head the first kilobytes.
 * @returns null for audio and everything else.
 */
export function recogniseTranscript(head: Buffer): ImportedTranscript['format'] | null {
  const text = head.toString(isUtf16(head) ? 'utf16le' : 'utf8').replace(/^\uFEFF/, '');
  // A cue's times without the first line are a WebVTT (or SubRip) file that lost its head: say so, rather than "not audio".
  if (/^WEBVTT(\s|$)/.test(text) || /^\s*(?:\d+\s+)?(?:\d{2}:)?\d{2}:\d{2}[.,]\d{3}\s+-->/.test(text)) return 'webvtt';
  return /^\s*(?:\{\s*"|\[\s*\{)/.test(text) ? 'json' : null;
}

/**
 * Reads a transcript that a platform made: WebVTT or JSON, UTF-8 or UTF-16 with byte order mark.
 * @throws DomainError TRANSCRIPT.UNREADABLE with the line.
 */
export function parseTranscript(bytes: Buffer): ImportedTranscript {
  const format = recogniseTranscript(bytes.subarray(0, 4096));
  if (format === null) throw unreadableTranscript(1, 'it is neither WebVTT nor JSON');
  const text = decode(bytes);
  const { language, cues } = format === 'webvtt' ? { language: null, cues: parseWebVtt(text) } : parseJsonTranscript(text);
  return { format, language: language === null ? null : withoutNul(language), cues: cues.map((cue) => ({ ...cue, text: withoutNul(cue.text), speaker: cue.speaker === null ? null : withoutNul(cue.speaker) })) };
}

/** As WebVTT wants it (§6.1), for JSON too: no database keeps a NUL in a text, so a quote with one would go no further. */
const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD');

const isUtf16 = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder(isUtf16(bytes) ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadableTranscript(firstBadLine(bytes), 'it is not UTF-8 text');
  }
}

function firstBadLine(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
}
