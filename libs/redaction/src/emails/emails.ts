import type { Utterance } from '@callmesh/contracts';
import type { Questions } from '../asked.js';
import { readDigits } from '../digit-words.js';
import type { Finding } from '../finding.js';
import { tokensOf, type Token } from '../tokens.js';
import { answered } from './answered.js';
import { rangesIn } from './form.js';
import { saidSigns } from './said.js';
import { isJoiner, isLetter, PROVIDERS, type TokenRange } from './words.js';

const CUE = /\be[- ]?mails?\b|\bmail address\b|\bmale address\b|\bmail me\b/i;
/** Utterances for which a question about an e-mail address counts. */
const CUE_WINDOW = 3;
/** Asks for a part of an address, which has no sign of its own: "what comes before the at?" */
const PART = /\b(?:before|after|behind|in front of|left of|right of) (?:the |your )?(?:at\b|@)|\b(?:first|other|second|local) (?:part|half|bit) of (?:the|your) e-?mail|\bthe domain\b/i;

/** Finds e-mail addresses, written (`mary@example.com`) and spoken ("m a r y at example dot com"), whole or misheard in part, also over several utterances. */
export function findEmails(utterances: readonly Utterance[], { topics, turns }: Questions): Finding[] {
  let lastCue = -Infinity;
  // In whose answer to which question an address was found: what goes on there is more of it.
  let open = '';
  let question = '';
  const findings: Finding[] = [];
  for (const [index, utterance] of utterances.entries()) {
    const { text, speaker } = utterance;
    if (CUE.test(text)) lastCue = index;
    const turn = `${speaker} ${turns[index]}`;
    const asked = index - lastCue <= CUE_WINDOW || open === turn || topics[index] === 'email';
    if (!asked && !SIGN.test(text)) {
      if (speaker === 'agent' && text.trim() !== '') question = text.slice(-200);
      continue;
    }
    const tokens = saidSigns(tokensOf(utterance));
    const bare = tokens.length <= 60 && tokens.every(({ kind }) => kind !== 'placeholder');
    const answers = bare && (topics[index] === 'email' || open === turn);
    let ranges: readonly TokenRange[] = rangesIn(tokens, text, asked).filter(({ from, to }) => speaker !== 'agent' || to - from > 3 || !PROVIDERS.has(tokens[from]?.text ?? ''));
    if (answers) ranges = answered(tokens, ranges, text, PART.test(question));
    for (const { from, to, score } of ranges) {
      const found = tokens.slice(from, to);
      findings.push({ type: 'EMAIL', value: spelled(found), pieces: [{ utterance: index, start: found[0]?.start ?? 0, end: found.at(-1)?.end ?? 0 }], reason: asked ? 'address after an e-mail cue' : 'has the form of an e-mail address', score });
    }
    if (ranges.length > 0 && speaker !== 'unknown') {
      open = turn;
      const begun = ranges[0]?.from === 0 && (isJoiner(tokens, 0, text) || tokens[0]?.text === 'at') ? before(utterances, turns, index) : null;
      if (begun !== null && findings.slice(-8).every(({ pieces: [piece] }) => piece?.utterance !== begun.pieces[0]?.utterance)) findings.push(begun);
    }
    if (speaker === 'agent' && text.trim() !== '') question = text.slice(-200);
  }
  return findings;
}

/** Without a sign of an address and without a question for one nothing is looked for. */
const SIGN = /@|\.|\bdot|\bunderscore\b|\bperiod\b|\bpoint\b|\barroba\b|\barobase\b|\bpunkt\b/i;

/** The beginning of an address that goes on with "dot …": letters or a word or two that the same speaker said right before. */
function before(utterances: readonly Utterance[], turns: readonly number[], index: number): Finding | null {
  for (let at = index - 1; at >= Math.max(0, index - 4); at -= 1) {
    const utterance = utterances[at];
    if (utterance === undefined || utterance.speaker !== utterances[index]?.speaker) continue;
    if (turns[at] !== turns[index] || utterance.text.length > 80) return null;
    const tokens = tokensOf(utterance).filter(({ kind }) => kind !== 'mark');
    if (tokens.length === 0) continue;
    const letters = tokens.filter(isLetter).length;
    if (tokens.some(({ kind }) => kind === 'placeholder') || (letters < tokens.length - 1 && tokens.length > 2)) return null;
    return { type: 'EMAIL', value: spelled(tokens), pieces: [{ utterance: at, start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 }], reason: 'beginning of an address that goes on', score: 0.6 };
  }
  return null;
}

const SIGNS = new Map([['dot', '.'], ['period', '.'], ['point', '.'], ['at', '@'], ['underscore', '_'], ['dash', '-'], ['hyphen', '-'], ['plus', '+'], [',', '']]);

/** The address as it would be written. */
function spelled(tokens: readonly Token[]): string {
  return tokens.map((token, index) => SIGNS.get(token.text) ?? (token.kind === 'word' && token.text.length > 1 ? (readDigits(tokens, index)?.doubtful === false ? (readDigits(tokens, index)?.digits ?? '') : token.text) : token.text)).join('');
}
