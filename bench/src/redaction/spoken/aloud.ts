const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const MARKS: Readonly<Record<string, string>> = { '@': ' at ', '.': ' dot ', '_': ' underscore ', '-': ' dash ', '/': ' slash ', ':': ' colon ' };

const digitByDigit = (figures: string): string => [...figures].map((figure) => DIGITS[Number(figure)] ?? figure).join(' ');
const withMarks = (address: string): string => address.replace(/[@._/:-]/g, (mark) => MARKS[mark] ?? mark);
/** The voices read English letters alone: "Köln" as "Koln". */
const inEnglishLetters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').replace(/ł/g, 'l').replace(/ø/g, 'o').replace(/æ/g, 'ae').replace(/đ/g, 'd');
/** A voice reads a lone "a" as the article; "with a K" stays. */
const spelled = (letters: string): string => (/^a [A-Z]/.test(letters) ? `a${letters.slice(1).replace(/\bA\b/g, 'ay')}` : letters.replace(/\ba\b/gi, 'ay'));

/**
 * A line as it is given to a voice, before `tools/samples/sayable.mjs` reads out its numbers: a voice stumbles over addresses of the web,
 * letters that make no word, and brackets.
 */
export const aloud = (text: string): string =>
  inEnglishLetters(text)
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (address) => address.split('.').map(digitByDigit).join(' dot '))
    .replace(/\S+@\S+\.[a-z]{2,}|\b(?:https?:\/\/|www\.)\S+[a-z0-9]|\b[a-z0-9-]+(?:\.[a-z]{2,})+(?:\/[\w/.-]*\w)?/gi, withMarks)
    .replace(/(?<=\w)_(?=\w)/g, ' underscore ')
    .replace(/(?<=\d)\.(?=\d{3}\b)/g, ' ')
    .replace(/\+(?=\s?\d)/g, 'plus ')
    .replace(/[()]/g, ' ')
    .replace(/\b[A-Z](?:-[A-Z])+\b/g, (letters) => letters.replaceAll('-', ' '))
    .replace(/\b(?=[A-Z]{2,5}\b)[B-DF-HJ-NP-TV-XZ]+\b/g, (letters) => [...letters].join(' '))
    .replace(/(?<![\w'’])[a-z](?: [a-z])+\b/gi, spelled)
    .replace(/ {2,}/g, ' ');
