import type { Utterance } from '@callmesh/contracts';
import type { Questions } from '../asked.js';
import { TOP_LEVEL } from '../data/top-level.js';
import type { Finding } from '../finding.js';
import { matchesOf } from '../matches.js';
import { patternOf } from '../pattern.js';

/** Words glued by dots, as a recogniser writes a host's name: "shop.example.org", "gm-pull.com". */
const HOST = /(?<![@\w.\u0001\u0002-])[a-z\d][a-z\d_-]{0,60}(?:\.[a-z\d_-]{1,40}){1,4}(?![\w@])/gi;
/** What is said behind a host: "slash account slash maria", "slash-album". */
const PATH = /^(?:[ .,]{0,2}(?:(?:forward )?slash|\/)[ -]?[\w.@-]{1,60}(?: (?!slash\b|and\b|if\b|it\b|but\b|so\b|please\b|for\b|is\b)[\w-]{1,20}(?=[ .,]{0,2}(?:slash|$)))?){1,8}/i;
/** What a written-down address is announced by. */
const NAMED = /\b(?:web ?site|site|page|link|blog|listing|url|portfolio|profile|album|pictures|photos|shop|upload(?:ed)?)\b/i;
/** Where post goes, or what an address was changed from or to: with the "at" lost, this is all that says it is one. */
const POST = patternOf('i')`
    \b(?:send|sent|write|goes|go|went|going|mail|mailed|forward|wrote|reply|cc|copy)(?: \w+){0,3} (?:to|at|on)\b|\be-?mail\b|\b(?:work|home|private|old|new|other|second|main|right|correct) (?:one|address|mail)(?: is|'s| was|:)|
    \b(?:change|changed|update|correct) it to\b|\btry\b|\b(?:address|account|mail) is\b|\b(?:reach|contact) (?:me|us|him|her|them) (?:at|on)\b`;
/** The firm's own. */
const YOURS = /\byour\b/i;
/** So far before it. */
const REACH = 60;
/** A host of a firm alone is as short as a word; a name glued to its provider is not. */
const GLUED = 12;

/**
 * Finds web and e-mail addresses of which the recogniser made one glued word, its "at" lost: "goes to mary.bellatexample.org",
 * "gm-pull.com slash account". A firm's bare host is none: it needs a path, a question for one, or words that announce it.
 */
export function findHosts(utterances: readonly Utterance[], { all }: Questions): Finding[] {
  return utterances.flatMap((utterance, index) => {
    const { text, speaker } = utterance;
    if (!GLUE.test(text)) return [];
    const topics = all[index] ?? [];
    return matchesOf(HOST, text).flatMap(({ 0: host, index: start }): Finding[] => {
      const labels = host.toLowerCase().split('.');
      if (!TOP_LEVEL.has(labels.at(-1) ?? '') || !/[a-z]{3}/i.test(labels.slice(0, -1).join(' '))) return [];
      const path = PATH.exec(text.slice(start + host.length, start + host.length + REACH * 4))?.[0] ?? '';
      const before = text.slice(Math.max(0, start - REACH), start);
      const type = typeOf({ host, path, before, topics, own: speaker !== 'agent', alone: text.trim().length <= host.length + 2 });
      return type === null ? [] : [{ type, value: (host + path).toLowerCase(), pieces: [{ utterance: index, start, end: start + (host + path).replace(/[ .,]+$/, '').length }], reason: 'words glued as in an address', score: 0.7 }];
    });
  });
}

const GLUE = /[a-z\d]\.[a-z]/i;

interface Heard {
  readonly host: string;
  readonly path: string;
  readonly before: string;
  readonly topics: readonly string[];
  /** Not the firm's own people, who tell its site. */
  readonly own: boolean;
  readonly alone: boolean;
}

function typeOf({ host, path, before, topics, own, alone }: Heard): 'URL' | 'EMAIL' | null {
  if (path !== '') return 'URL';
  if (topics.includes('email')) return 'EMAIL';
  if (!own) return null;
  if (topics.includes('url') || (NAMED.test(before) && !YOURS.test(before))) return 'URL';
  if (host.length >= GLUED && (POST.test(before) || (alone && /\d|.{16}/.test(host)))) return 'EMAIL';
  return null;
}
