import { parseTranscript, recogniseTranscript } from './parse-transcript.js';

const parse = (text: string) => parseTranscript(Buffer.from(text));
const lineOfFault = (text: string): unknown => {
  try {
    parse(text);
  } catch (error) {
    return { code: (error as { code: string }).code, ...(error as { details: object }).details };
  }
  return 'read without complaint';
};

describe('WebVTT', () => {
  it('reads voices, settings, identifiers, notes, entities and times without hours', () => {
    const vtt = [
      'WEBVTT - made by a platform', 'Kind: captions', '', 'NOTE', 'not spoken', '', 'STYLE', '::cue { color: red }', '',
      'intro', '00:01.000 --> 00:02.500 align:start position:10%', '<v Agent>Larkfield &amp; Sons, <i>good</i> morning.</v>', '',
      '01:00:03.000 --> 01:00:04.000', '<v.loud Violet King>Hello,', 'it is me.', '',
    ].join('\n');
    expect(parse(vtt).cues).toEqual([
      { speaker: 'Agent', text: 'Larkfield & Sons, good morning.', startMs: 1000, endMs: 2500 },
      { speaker: 'Violet King', text: 'Hello, it is me.', startMs: 3_603_000, endMs: 3_604_000 },
    ]);
  });

  it.each([['\r\n'], ['\r']])('reads any line end, behind a byte order mark (%j)', (end) => {
    const vtt = `\uFEFF${['WEBVTT', '', '00:01.000 --> 00:02.000', 'Hello.', '', ''].join(end)}`;
    expect(parse(vtt).cues).toEqual([{ speaker: null, text: 'Hello.', startMs: 1000, endMs: 2000 }]);
  });

  it.each([
    ['WebVTT', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Age\0nt>Order\0 1.\n'],
    ['JSON', JSON.stringify({ utterances: [{ speaker: 'Age\0nt', text: 'Order\0 1.', startMs: 1000, endMs: 2000 }] })],
  ])('%s: a NUL, which no database keeps in a text, becomes a replacement character', (_, text) => {
    expect(parse(text).cues).toEqual([{ speaker: 'Age\uFFFDnt', text: 'Order\uFFFD 1.', startMs: 1000, endMs: 2000 }]);
  });

  it('reads UTF-16 with a byte order mark', () => {
    const bytes = Buffer.from('\uFEFFWEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n', 'utf16le');
    expect(parseTranscript(bytes).cues).toHaveLength(1);
  });

  it('lets two voices share the time of their cue', () => {
    const { cues } = parse('WEBVTT\n\n00:00.000 --> 00:10.000\n<v Agent>Hello.</v> <v Customer>Hello.</v>\n');
    expect(cues.map(({ speaker, startMs, endMs }) => [speaker, startMs, endMs])).toEqual([['Agent', 0, 5000], ['Customer', 5000, 10_000]]);
  });

  const spoken = (...texts: string[]) => `WEBVTT\n\n${texts.map((text, i) => `${i + 1}\n00:0${i}.000 --> 00:0${i}.900\n${text}\n`).join('\n')}`;

  it('takes the names before a colon for the voices where there are no tags', () => {
    const { cues } = parse(spoken('Agent Marisol: Harbour View, hello.', 'Desmond Achterberg: One thing: the minibar.', 'I never opened it.', 'Agent Marisol: I see.'));
    expect(cues.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['Agent Marisol', 'Harbour View, hello.'],
      ['Desmond Achterberg', 'One thing: the minibar.'],
      ['Desmond Achterberg', 'I never opened it.'],
      ['Agent Marisol', 'I see.'],
    ]);
  });

  it.each([
    ['a colon here and there', ['Hello.', 'One thing: the minibar.', 'I never opened it.', 'So: no.']],
    ['a different word each time', ['First: the minibar.', 'Second: the towels.', 'Third: the bill.']],
    ['what is a sentence', ['I have two questions, really, about this: the minibar?', 'And what I was told then, on Monday: nothing.']],
    ['voice tags', ['<v Agent>Note: we record.', '<v Customer>Note: I do too.']],
  ])('leaves the text alone: %s', (_, texts) => {
    expect(parse(spoken(...texts)).cues.map(({ text }) => text)).toEqual(texts.map((text) => text.replace(/<[^>]+>/, '')));
  });

  it('puts cues in order of start', () => {
    const { cues } = parse('WEBVTT\n\n00:05.000 --> 00:06.000\nsecond\n\n00:01.000 --> 00:02.000\nfirst\n');
    expect(cues.map((cue) => cue.text)).toEqual(['first', 'second']);
  });

  it.each([
    ['no head line', '00:01.000 --> 00:02.000\nHello.\n', 1],
    ['a time that is none', 'WEBVTT\n\n00:01.000 --> 00:02\nHello.\n', 3],
    ['words without a time', 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n\nand then\nmore\n', 6],
    ['an end before its start', 'WEBVTT\r\n\r\n1\r\n00:03.000 --> 00:02.000\r\nHello.\r\n', 4],
    ['nothing said', 'WEBVTT\n\n', 3],
  ])('names the line: %s', (_, vtt, line) => {
    expect(lineOfFault(vtt)).toEqual({ code: 'TRANSCRIPT.UNREADABLE', line });
  });

  it('never repeats what stands in the transcript', () => {
    expect(() => parse('WEBVTT\n\n4539 1488 0343 6467\n')).toThrow(/^(?!.*4539)/);
  });
});

describe('JSON transcript', () => {
  it('reads our own shape', () => {
    const json = JSON.stringify({ language: 'en', utterances: [{ speaker: 'agent', text: ' Hello \n there ', startMs: 10, endMs: 900 }] });
    expect(parse(json)).toEqual({ format: 'json', language: 'en', cues: [{ speaker: 'agent', text: 'Hello there', startMs: 10, endMs: 900 }] });
  });

  it.each([
    ['segments in seconds', { segments: [{ role: 'agent', content: 'Hello', start: 1.5, end: 2 }] }],
    ['a bare list, numbers as text', [{ speaker: 'agent', transcript: 'Hello', start_time: '1.5', end_time: '2.0' }]],
    ['snake case milliseconds', { turns: [{ speaker: 'agent', text: 'Hello', start_ms: 1500, end_ms: 2000 }] }],
  ])('reads a relative: %s', (_, value) => {
    expect(parse(JSON.stringify(value)).cues).toEqual([{ speaker: 'agent', text: 'Hello', startMs: 1500, endMs: 2000 }]);
  });

  it('lets an utterance without an end last until the next', () => {
    const { cues } = parse('[{"text":"one","startMs":0},{"text":"two","startMs":700}]');
    expect(cues.map((cue) => cue.endMs)).toEqual([700, 700]);
  });

  it.each([
    ['broken JSON', '{"utterances": [\n{"text": "a", "startMs": 0},\n{"text": oops}\n]}', 3],
    ['a cut file', '{"utterances": [\n{"text": "a", "startMs": 0},\n', 3],
    ['a missing comma', '{"language": "en"\n"utterances": []}', 2],
    ['more after the end', '{"utterances": []}\n{}', 2],
    ['no list', '{"words": 3}', 1],
    ['no text', '{"name": "[x,",\n"utterances": [\n{"text": "a, [b]", "startMs": 0, "words": [{"text": "a"}]},\n{"startMs": 1}\n]}', 4],
    ['no start', '[\n{"text": "a", "startMs": 0},\n\n{"text": "b"}]', 4],
    ['a start that is no time', '{"utterances": [{"text": "a", "startMs": -4}]}', 1],
    ['an empty list', '{"utterances": []}', 1],
  ])('names the line: %s', (_, json, line) => {
    expect(lineOfFault(json)).toEqual({ code: 'TRANSCRIPT.UNREADABLE', line });
  });
});

describe('recognition by content', () => {
  it.each([
    ['WEBVTT\n', 'webvtt'],
    ['\uFEFFWEBVTT', 'webvtt'],
    ['1\n00:00:01,000 --> 00:00:02,000\nHello', 'webvtt'],
    [' {"utterances": []}', 'json'],
    ['[{"text": ""}]', 'json'],
    ['RIFF....WAVE', null],
    ['Dear all, please find the call attached.', null],
    ['', null],
  ])('%j → %s', (head, format) => {
    expect(recogniseTranscript(Buffer.from(head))).toBe(format);
  });
});
