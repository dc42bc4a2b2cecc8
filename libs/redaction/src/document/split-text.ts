import type { SpeakerRole, Utterance } from '@callmesh/contracts';

/** A stretch of a document that counts as one utterance. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly speaker: SpeakerRole;
}

/** Longest label before a line's colon: "[00:01:02] Customer Service 2:". */
const LABEL = /^[ \t]{0,8}(?:\[[\d:., ]{1,20}\][ \t]?)?(?<name>\p{L}[\p{L} .'_-]{0,30}?)(?: ?\d{1,3})?:[ \t]/u;
const AGENT = /^(?:a|agent|adviser|advisor|operator|rep|representative|support|assistant|clerk)$/i;
const CUSTOMER = /^(?:c|customer|caller|client|user|guest|patient|member)$/i;
/** A full stop after one of these ends no sentence. */
const ABBREVIATIONS = new Set('mr mrs ms dr prof st ave rd blvd apt no nr tel ext inc ltd co vs e.g i.e jr sr ste dept fig mx rev hon sgt lt col gen capt sok mah cad cd bul str ul al os av avda bd blk fl rm bldg jl jln pl dist esq no nr núm hon rd ln ct hwy pkwy sq st\u00ba'.split(' '));
const CLOSING = new Set(['"', "'", ')', ']', '”', '’']);

/**
 * Splits a document into what its rules read as utterances: lines with a speaker's label, else sentences. Single line breaks stay
 * inside, so that an address over several lines is one. Looks at every character once.
 */
export function splitText(text: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let speaker: SpeakerRole = 'unknown';
  // Whether this part holds anything but white space: a thousand empty lines are no thousand parts.
  let said = false;
  const cut = (end: number): void => {
    // A line break between two speakers' turns is nobody's.
    if (end > start && said) parts.push({ start, end, speaker });
    start = end;
    said = false;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (at === 0 || text[at - 1] === '\n') {
      const label = LABEL.exec(text.slice(at, at + 64));
      if (label !== null) {
        cut(at);
        speaker = roleOf(label.groups?.['name'] ?? '');
        // The label is nobody's words. One that names a role is left out; a person's name is looked at like any other.
        if (speaker !== 'unknown') start = at + label[0].length;
      } else if (isBlank(text, at - 1) && said) cut(at);
    }
    said ||= char !== undefined && !/\s/.test(char);
    if ((char === '.' || char === '?' || char === '!') && endsSentence(text, at)) cut(afterClosing(text, at + 1));
  }
  cut(text.length);
  return parts;
}

const roleOf = (label: string): SpeakerRole => (AGENT.test(label.trim()) ? 'agent' : CUSTOMER.test(label.trim()) ? 'customer' : 'unknown');

/** Is the line before this break empty? */
const isBlank = (text: string, at: number): boolean => at > 0 && (text[at - 1] === '\n' || (text[at - 1] === '\r' && text[at - 2] === '\n'));

function afterClosing(text: string, at: number): number {
  return CLOSING.has(text[at] ?? '') ? at + 1 : at;
}

function endsSentence(text: string, at: number): boolean {
  const next = afterClosing(text, at + 1);
  if (!/\s/.test(text[next] ?? '') || !/[\p{Lu}\p{N}"'“(¿¡]/u.test(text[next + 1] ?? '')) return false;
  if (text[at] !== '.') return true;
  const word = /[\p{L}.]{1,6}$/u.exec(text.slice(Math.max(0, at - 6), at))?.[0] ?? '';
  return !(/str$/i.test(word) || ABBREVIATIONS.has(word.toLowerCase()) || /(?:^|\.)\p{L}$/u.test(word));
}

/** The parts as utterances without times. */
export const asUtterances = (text: string, parts: readonly Part[]): Utterance[] =>
  parts.map(({ start, end, speaker }, index) => ({ id: `p${index}`, speaker, channel: null, text: text.slice(start, end), startMs: 0, endMs: 0, confidence: null, words: [] }));
