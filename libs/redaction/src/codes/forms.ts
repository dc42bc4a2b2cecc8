import type { Utterance } from '@callmesh/contracts';
import type { Finding } from '../finding.js';

/** What is told by its form alone, or with the words around it. Every quantifier is bounded or ends at a blank: linear. The group, where there is one, is the span. */
const FORMS: readonly (readonly [type: string, pattern: RegExp, score: number])[] = [
  ['URL', /\b(?:https?:\/\/|www\.)[^\s<>"'\u0001\u0002[\]]{3,2000}/gid, 0.95],
  ['IP', /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/gd, 0.95],
  ['IP', /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}(?![\w:])/gid, 0.9],
  ['USERNAME', /\b(?:user ?name|user id|login(?: name)?|screen name|handle)(?: is|:| was|=) {0,3}([\p{L}\d_.-]{3,40})(?<![.-])/giud, 0.8],
  ['AGE', /\b(\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)[ -]years?[ -](?:old|of age)\b/gid, 0.8],
  ['AGE', /\b(?:aged?|my age is) (\d{1,3})\b/gid, 0.7],
  ['ORGANISATION', /(?<![\p{L}'’-])((?:\p{Lu}[\p{L}&'’-]{0,30} ){1,4}(?:Inc|Ltd|LLC|GmbH|Corp|Corporation|PLC|plc|AG|SA|Limited|Company|Bank|University|Hospital|Institute|Foundation|Group|Holdings|and Sons)\b\.?)/gud, 0.8],
  ['NATIONALITY', /\b(american|british|english|scottish|welsh|irish|canadian|australian|german|austrian|swiss|french|belgian|dutch|spanish|portuguese|italian|greek|turkish|swedish|norwegian|danish|finnish|polish|czech|slovak|hungarian|romanian|bulgarian|serbian|croatian|ukrainian|russian|indian|pakistani|bangladeshi|chinese|japanese|korean|vietnamese|thai|filipino|indonesian|malaysian|iranian|iraqi|syrian|lebanese|israeli|egyptian|moroccan|nigerian|ghanaian|kenyan|ethiopian|mexican|brazilian|argentinian|chilean|colombian|peruvian)\b(?! (?:express|airlines|airways|gas|telecom|red cross|dressing|toast|bulldog))/gid, 0.7],
];

/** Finds web and network addresses, user names, and (where a policy wants them) ages, organisations and nationalities. */
export function findForms(utterances: readonly Utterance[], types: ReadonlySet<string>): Finding[] {
  const forms = FORMS.filter(([type]) => types.has(type));
  if (forms.length === 0) return [];
  return utterances.flatMap((utterance, index) =>
    forms.flatMap(([type, pattern, score]) =>
      Array.from(utterance.text.matchAll(pattern), (match): Finding => {
        const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
        const value = utterance.text.slice(start, end).replace(/[.,;:!?)]{1,3}$/, '');
        return { type, value: value.toLowerCase(), pieces: [{ utterance: index, start, end: start + value.length }], reason: 'has the form of it', score };
      }),
    ),
  );
}
