import { writeFile } from 'node:fs/promises';
import type { Transcript } from '@callmesh/contracts';
import type { TranscriptVersion } from '@callmesh/transcription';
import type { Command } from 'commander';
import { act } from '../command-context.js';
import { table } from '../output.js';

interface Side {
  readonly speaker: string;
  readonly text: string;
}

interface Diff {
  readonly from: number;
  readonly to: number;
  readonly words: { readonly before: number; readonly after: number; readonly same: number; readonly otherSpeaker: number };
  readonly changes: readonly { readonly kind: 'words' | 'speaker'; readonly startMs: number; readonly before: Side; readonly after: Side }[];
}

interface SegmentOptions {
  readonly as: string;
  readonly format: 'json' | 'vtt' | 'srt';
  readonly maxSeconds?: string;
  readonly maxCharacters?: string;
  readonly lines?: string;
  readonly of?: string;
  readonly out?: string;
}

interface Segment {
  readonly startMs: number;
  readonly speaker: string;
  readonly text: string;
}

const route = (conversation: string, what = ''): string => `/conversations/${encodeURIComponent(conversation)}/transcript${what}`;
const clock = (ms: number): string => `${String(Math.floor(ms / 60_000)).padStart(2, '0')}:${(((ms / 1000) % 60) | 0).toString().padStart(2, '0')}`;

/** `callmesh transcript show|versions|diff|segments` */
export function transcriptCommand(program: Command): void {
  const transcript = program.command('transcript').description('what was said in a call, in all its versions');

  transcript
    .command('show <conversation>')
    .description('the newest version, or another')
    .option('--of <version>', 'this version')
    .action(
      act<[string], { of?: string }>(async ({ api, output }, { of }, conversation) => {
        const shown = await (await api()).call<Transcript>(route(conversation), { query: { version: of } });
        output.answer(shown, ({ utterances, flags = [] }) => [...utterances.map(({ startMs, speaker, text }) => `${clock(startMs)}  ${speaker.padEnd(8)}  ${text}`), ...flags.map(({ check, severity, detail }) => `! ${check} (${severity}): ${detail}`)]);
      }),
    );

  transcript
    .command('versions <conversation>')
    .description('its versions, oldest first')
    .action(
      act<[string], object>(async ({ api, output }, _options, conversation) => {
        const versions = await (await api()).call<Omit<TranscriptVersion, 'transcript'>[]>(route(conversation, '/versions'));
        output.answer(versions, (all) => table(['VERSION', 'REPLACES', 'WHY', 'MADE OF', 'ENGINE', 'LANGUAGE', 'WORDS', 'CONFIDENCE', 'MADE AT'], all.map((one) => [one.version, one.replaces, one.reason, one.source, `${one.engine} ${one.engineVersion}`, one.language, one.words, one.confidence?.toFixed(2), one.madeAt])));
      }),
    );

  transcript
    .command('diff <conversation> [v1] [v2]')
    .description('what differs between two versions, words and speakers; by default the newest and the one before it')
    .action(
      act<[string, string | undefined, string | undefined], object>(async ({ api, output }, _options, conversation, v1, v2) => {
        const diff = await (await api()).call<Diff>(route(conversation, '/diff'), { query: { from: v1, to: v2 } });
        output.answer(diff, diffLines);
      }),
    );

  transcript
    .command('segments <conversation>')
    .description('cut anew: streaming-length segments, subtitles (WebVTT, SubRip) or paragraphs')
    .option('--as <kind>', 'streaming, subtitles or paragraphs', 'paragraphs')
    .option('--format <format>', 'json, vtt or srt', 'json')
    .option('--max-seconds <n>', 'longest segment')
    .option('--max-characters <n>', 'of a line of a subtitle')
    .option('--lines <n>', 'of a subtitle')
    .option('--of <version>', 'of this version')
    .option('--out <file>', 'write it to a file')
    .action(
      act<[string], SegmentOptions>(async ({ api, output }, { as, format, maxSeconds, maxCharacters, lines, of, out }, conversation) => {
        const query = { as, format, maxSeconds, maxCharacters, lines, version: of };
        const client = await api();
        if (format === 'json') {
          const segments = await client.call<Segment[]>(route(conversation, '/segments'), { query });
          if (out === undefined) return output.answer(segments, (all) => all.map(({ startMs, speaker, text }) => `${clock(startMs)}  ${speaker.padEnd(8)}  ${text}`));
          await writeFile(out, `${JSON.stringify(segments, null, 2)}\n`);
        } else {
          const file = await client.text(route(conversation, '/segments'), { query });
          if (out === undefined) return void process.stdout.write(file);
          await writeFile(out, file);
        }
        output.answer({ written: out }, () => `written to ${out}`);
      }),
    );
}

function diffLines({ from, to, words, changes }: Diff): string[] {
  const sum = `version ${from} → ${to}: ${words.before} → ${words.after} words, ${words.same} the same, ${words.otherSpeaker} of them by another speaker`;
  const side = (sign: string, { speaker, text }: Side): string[] => (text === '' ? [] : [`  ${sign} ${speaker.padEnd(8)} ${text}`]);
  return [sum, ...changes.flatMap(({ kind, startMs, before, after }) => [`${clock(startMs)} ${kind}`, ...side('-', before), ...side('+', after)])];
}
