import { TOP_LEVEL } from '../data/top-level.js';

/** What people say where somebody signs in. */
const SIGNING_IN = /\b(?:user|username|users|user ?name|user ?id|log ?in|log ?on|logged|logging|logon|sign ?in|signed|signing|locked|portal|forum|insta|instagram|twitter|github|reddit|discord|handle|connect as|accounts?|admin|password|passcode|profile|id|get in|let me in)\b/i;
/** A word as accounts are named: letters with figures, a sign or dots in it. */
const WORD = /(?<![\p{L}\d@./\\:_#-])[A-Za-z][\w.-]{2,31}(?![\w@/\\:-]|\.\w)/gu;
const FILE = /\.(?:pdf|exe|docx?|xlsx?|jpe?g|png|gif|txt|csv|zip|html?|php|js|mp[34]|mov|heic|app|dmg)$/i;
const NO_LOGIN = /^(?:covid|win|html|office|mp|usb|ps|wifi|web|cat|log|sha|aes|version|step|level|type|room|flat|unit|apt|page|line|gate|seat|v|dec|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov)\d+$/i;
const SHAPES = [/^[a-z\d.-]*[a-z\d]_[a-z\d][\w.-]*$/i, /^[a-z]{3,}(?:-[a-z]+)?\d{1,4}$/, /^[a-z]+(?:\.[a-z]+)*\.[a-z]+\d{0,4}$/, /^[a-z]+\.[a-z]*\d{1,4}$/, /^[a-z]+-[a-z]+\d{1,4}$/];

/** A file, a version, "example.com", "e.g", "a.m": written as names of accounts are, and none. */
export function isNoLogin(word: string): boolean {
  const top = /\.([a-z]+)$/i.exec(word)?.[1] ?? '';
  return FILE.test(word) || NO_LOGIN.test(word) || (top !== '' && (TOP_LEVEL.has(top.toLowerCase()) || word.replace(/[^a-z]/gi, '').length < 5));
}

/** Where names of accounts stand as they are written, in talk of signing in: "locked out again, jprescott41". */
export function writtenLogins(text: string, asked: boolean): { start: number; end: number }[] {
  if (!/[a-z][\d_]|[a-z][.-][a-z]/i.test(text) || (!asked && !SIGNING_IN.test(text))) return [];
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0].replace(/[.-]+$/, '');
    if (!SHAPES.some((shape) => shape.test(word)) || word === word.toUpperCase() || isNoLogin(word)) continue;
    found.push({ start: match.index, end: match.index + word.length });
  }
  return found;
}
