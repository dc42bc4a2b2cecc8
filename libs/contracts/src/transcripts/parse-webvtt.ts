import { unreadableTranscript, type ImportedCue } from './imported-transcript.js';
import { readNamePrefixes } from './name-prefixes.js';

const TIME = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.,](\d{3})`;
const TIMING = new RegExp(`^\\s*${TIME}[ \\t]+-->[ \\t]+${TIME}(?:[ \\t]+\\S.*)?$`);
const BLOCKS_WITHOUT_SPEECH = /^(NOTE|STYLE|REGION)(\s|$)/;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '', '&quot;': '"', '&#39;': "'" };

/**
 * Cues of a WebVTT file (https://www.w3.org/TR/webvtt1/): voice tags (`<v Agent>`) or names before a colon, cue identifiers and settings, any line end,
 * times without hours. Stricter than the specification, which drops what it does not understand: a call must not lose sentences in silence.
 * @throws DomainError TRANSCRIPT.UNREADABLE with the line.
 */
export function parseWebVtt(text: string): readonly ImportedCue[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (!/^WEBVTT(\s|$)/.test(lines[0] ?? '')) throw unreadableTranscript(1, 'a WebVTT file begins with the line WEBVTT');
  const cues: ImportedCue[] = [];
  let at = nextBlank(lines, 0);
  while (at < lines.length) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    const end = nextBlank(lines, at);
    if (!BLOCKS_WITHOUT_SPEECH.test(lines[at] ?? '')) cues.push(...readCue(lines, at, end));
    at = end;
  }
  if (cues.length === 0) throw unreadableTranscript(lines.length, 'it holds no cue with words');
  return readNamePrefixes(cues.sort((a, b) => a.startMs - b.startMs));
}

function nextBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() !== '') at += 1;
  return at;
}

function readCue(lines: readonly string[], start: number, end: number): ImportedCue[] {
  const timingAt = [start, start + 1].find((line) => line < end && lines[line]?.includes('-->'));
  if (timingAt === undefined) throw unreadableTranscript(start + 1, 'words without a time: a cue has a line like 00:01.000 --> 00:04.000 above its text');
  const match = TIMING.exec(lines[timingAt] ?? '');
  if (!match) throw unreadableTranscript(timingAt + 1, 'the times of a cue look like 00:00:01.000 --> 00:00:04.000');
  const startMs = milliseconds(match.slice(1, 5));
  const endMs = milliseconds(match.slice(5, 9));
  if (endMs < startMs) throw unreadableTranscript(timingAt + 1, 'the cue ends before it begins');
  return spread(voices(lines.slice(timingAt + 1, end).join(' ')), startMs, endMs);
}

function milliseconds([hours = '0', minutes = '0', seconds = '0', ms = '0']: (string | undefined)[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
}

/** Splits a cue's text at its voice tags and strips every other tag. */
function voices(markup: string): { speaker: string | null; text: string }[] {
  const parts = markup.split(/(<v(?:\.[^\s>]*)?[ \t]+[^>]*>|<\/v>)/);
  const said: { speaker: string | null; text: string }[] = [];
  let speaker: string | null = null;
  for (const part of parts) {
    const opening = /^<v(?:\.[^\s>]*)?[ \t]+([^>]*)>$/.exec(part);
    if (opening) speaker = plain(opening[1] ?? '') || null;
    else if (part === '</v>') speaker = null;
    else if (plain(part) !== '') said.push({ speaker, text: plain(part) });
  }
  return said;
}

function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Two voices in one cue share its time by the length of what they said. */
function spread(said: readonly { speaker: string | null; text: string }[], startMs: number, endMs: number): ImportedCue[] {
  const total = said.reduce((sum, { text }) => sum + text.length, 0);
  let before = 0;
  return said.map(({ speaker, text }) => {
    const from = startMs + Math.round(((endMs - startMs) * before) / total);
    before += text.length;
    return { speaker, text, startMs: from, endMs: startMs + Math.round(((endMs - startMs) * before) / total) };
  });
}
