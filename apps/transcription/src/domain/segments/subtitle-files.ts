import { linesOf } from './resegment.js';
import type { Segment } from './split-words.js';

const VOICES = { agent: 'Agent', customer: 'Customer', unknown: null } as const;
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `01:02:03.456`, hours always. */
function time(ms: number, point: '.' | ','): string {
  const part = (value: number, width = 2): string => String(Math.floor(value)).padStart(width, '0');
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1000) % 60)}${point}${part(ms % 1000, 3)}`;
}

/** WebVTT (https://www.w3.org/TR/webvtt1/) with voice tags. */
export function toWebVtt(segments: readonly Segment[], maxCharacters: number): string {
  const cues = segments.map(({ index, speaker, startMs, endMs, words }) => {
    const voice = VOICES[speaker];
    const text = linesOf(words, maxCharacters).map(escape).join('\n');
    return `${index}\n${time(startMs, '.')} --> ${time(endMs, '.')}\n${voice === null ? text : `<v ${voice}>${text}</v>`}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** SubRip, which has no way to name a voice. */
export function toSubRip(segments: readonly Segment[], maxCharacters: number): string {
  return segments.map(({ index, startMs, endMs, words }) => `${index}\n${time(startMs, ',')} --> ${time(endMs, ',')}\n${linesOf(words, maxCharacters).join('\n')}\n`).join('\n');
}
