import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { z } from 'zod';
import { diffTranscripts } from '../domain/diff/diff-transcripts.js';
import { resegment, type SegmentPlan } from '../domain/segments/resegment.js';
import { toSubRip, toWebVtt } from '../domain/segments/subtitle-files.js';
import { ReadTranscript } from './read-transcript.js';
import { VersionQuery } from './transcript.schema.js';
import { TranscriptVersions } from './transcript-versions.js';

const SegmentsQuery = VersionQuery.extend({
  as: z.enum(['streaming', 'subtitles', 'paragraphs']).default('paragraphs'),
  format: z.enum(['json', 'vtt', 'srt']).default('json'),
  maxSeconds: z.coerce.number().min(1).max(600).optional().describe('longest segment; 3 for streaming, 7 for subtitles, 60 for paragraphs'),
  maxCharacters: z.coerce.number().int().min(10).max(200).default(42).describe('of a line of a subtitle'),
  lines: z.coerce.number().int().min(1).max(4).default(2).describe('of a subtitle'),
});
const Timed = { startMs: z.number().int(), endMs: z.number().int() };
const SegmentView = z.object({
  index: z.number().int(),
  speaker: z.string(),
  ...Timed,
  text: z.string(),
  utteranceIds: z.array(z.string()),
  words: z.array(z.object({ text: z.string(), speaker: z.string(), utteranceId: z.string(), isEstimated: z.boolean().describe('the engine gave it no time: its utterance’s was shared out'), ...Timed })),
});
const DiffQuery = z.object({ from: z.coerce.number().int().min(1).optional(), to: z.coerce.number().int().min(1).optional() });
const Side = z.object({ speaker: z.string(), text: z.string() });
const DiffView = z.object({
  from: z.number().int(),
  to: z.number().int(),
  words: z.object({ before: z.number().int(), after: z.number().int(), same: z.number().int(), otherSpeaker: z.number().int() }),
  changes: z.array(z.object({ kind: z.enum(['words', 'speaker']), startMs: z.number().int(), before: Side, after: Side })),
});

/** What is needed of the server's reply. */
interface Reply {
  header(name: string, value: string): unknown;
}

const FILES = { vtt: { type: 'text/vtt; charset=utf-8', render: toWebVtt }, srt: { type: 'application/x-subrip; charset=utf-8', render: toSubRip } } as const;

@Controller('conversations')
@Roles('reviewer', 'supervisor', 'operator')
export class SegmentsController {
  constructor(
    private readonly reading: ReadTranscript,
    private readonly versions: TranscriptVersions,
  ) {}

  @Get(':id/transcript/segments')
  @Documented({ summary: 'Cut a transcript anew: streaming-length segments, subtitles (also as WebVTT or SubRip) or paragraphs; words keep their order and times', query: SegmentsQuery, response: z.array(SegmentView) })
  async segments(@CurrentCaller() caller: Caller, @Param('id') conversationId: string, @Query() query: unknown, @Res({ passthrough: true }) reply: Reply): Promise<object | string> {
    const asked = parseBody(SegmentsQuery, query);
    const segments = resegment(await this.reading.read(caller, conversationId, asked.version), planOf(asked));
    if (asked.format === 'json') return segments;
    const { type, render } = FILES[asked.format];
    void reply.header('content-type', type);
    return render(segments, asked.maxCharacters);
  }

  @Get(':id/transcript/diff')
  @Documented({ summary: 'Compare two versions of a transcript, by default the newest with the one before it: words, and who said them', query: DiffQuery, response: DiffView })
  async diff(@CurrentCaller() caller: Caller, @Param('id') conversationId: string, @Query() query: unknown): Promise<z.output<typeof DiffView>> {
    const asked = parseBody(DiffQuery, query);
    const { version: to } = await this.versions.find(caller.tenantId, conversationId, asked.to);
    const { version: from } = await this.versions.find(caller.tenantId, conversationId, asked.from ?? Math.max(1, to - 1));
    const [before, after] = [await this.reading.read(caller, conversationId, from), await this.reading.read(caller, conversationId, to)];
    const { words, changes } = diffTranscripts(before, after);
    return { from, to, words, changes: [...changes] };
  }
}

function planOf({ as, maxSeconds, maxCharacters, lines }: z.output<typeof SegmentsQuery>): SegmentPlan {
  const maxMs = (seconds: number): number => (maxSeconds ?? seconds) * 1000;
  switch (as) {
    case 'streaming':
      return { kind: as, maxMs: maxMs(3) };
    case 'subtitles':
      return { kind: as, maxCharacters, lines, maxMs: maxMs(7) };
    case 'paragraphs':
      return { kind: as, maxMs: maxMs(60) };
    default:
      return as satisfies never;
  }
}
