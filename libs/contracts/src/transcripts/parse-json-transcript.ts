import { unreadableTranscript, type ImportedCue } from './imported-transcript.js';
import { jsonFaultPosition } from './json-fault.js';
import { elementPositions, lineOf } from './json-lines.js';

const LISTS = ['utterances', 'segments', 'turns', 'transcript'] as const;
const SPEAKERS = ['speaker', 'role', 'participant', 'speakerLabel'] as const;
const TEXTS = ['text', 'content', 'transcript'] as const;
const STARTS = { ms: ['startMs', 'start_ms', 'startMillis'], seconds: ['start', 'startTime', 'start_time'] } as const;
const ENDS = { ms: ['endMs', 'end_ms', 'endMillis'], seconds: ['end', 'endTime', 'end_time'] } as const;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Cues of a JSON transcript: `{"utterances":[{"speaker","text","startMs","endMs"}]}`, and close relatives of it — a bare list, `segments` or
 * `turns`, `start`/`end` in seconds. An utterance without an end lasts until the next begins.
 * @throws DomainError TRANSCRIPT.UNREADABLE with the line.
 */
export function parseJsonTranscript(text: string): { language: string | null; cues: ImportedCue[] } {
  const root = parse(text);
  const key = Array.isArray(root) ? null : (LISTS.find((name) => isObject(root) && Array.isArray(root[name])) ?? undefined);
  if (key === undefined) throw unreadableTranscript(1, 'a JSON transcript has a list named "utterances"');
  const list = (Array.isArray(root) ? root : (root as Json)[key ?? '']) as unknown[];
  const positions = elementPositions(text, key);
  const fail = (index: number, problem: string) => unreadableTranscript(lineOf(text, positions[index] ?? 0), `utterance ${index + 1} ${problem}`);

  const cues = list.map((item, index) => readUtterance(item, (problem) => fail(index, problem)));
  if (cues.length === 0) throw unreadableTranscript(1, 'it holds no utterance');
  const sorted = cues.sort((a, b) => a.startMs - b.startMs);
  return {
    language: isObject(root) && typeof root['language'] === 'string' ? root['language'] : null,
    cues: sorted.map((cue, index) => ({ ...cue, endMs: cue.endMs ?? sorted[index + 1]?.startMs ?? cue.startMs })),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadableTranscript(lineOf(text, jsonFaultPosition(text)), 'it is not valid JSON');
  }
}

function readUtterance(item: unknown, fail: (problem: string) => Error): Omit<ImportedCue, 'endMs'> & { endMs: number | null } {
  if (!isObject(item)) throw fail('is not an object');
  const text = TEXTS.map((name) => item[name]).find((value) => typeof value === 'string');
  if (typeof text !== 'string') throw fail('has no "text"');
  const startMs = time(item, STARTS, fail);
  const endMs = time(item, ENDS, fail);
  if (startMs === null) throw fail('has no "startMs" (or "start" in seconds)');
  if (endMs !== null && endMs < startMs) throw fail('ends before it begins');
  const speaker = SPEAKERS.map((name) => item[name]).find((value) => typeof value === 'string' || typeof value === 'number');
  return { speaker: speaker === undefined ? null : String(speaker), text: text.replace(/\s+/g, ' ').trim(), startMs, endMs };
}

function time(item: Json, names: { ms: readonly string[]; seconds: readonly string[] }, fail: (problem: string) => Error): number | null {
  const inMs = names.ms.find((name) => item[name] !== undefined);
  const name = inMs ?? names.seconds.find((candidate) => item[candidate] !== undefined);
  if (name === undefined || item[name] === null) return null;
  // Some platforms write numbers as strings ("12.34").
  const value = typeof item[name] === 'string' && item[name] !== '' ? Number(item[name]) : item[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw fail(`has a "${name}" that is not a time from 0 on`);
  return Math.round(inMs ? value : value * 1000);
}
