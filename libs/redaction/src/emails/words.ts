import type { Token } from '../tokens.js';

/** Ends of domains. */
export const TOP_LEVEL = new Set('com net org edu gov io co info biz us uk de ca au eu me app dev example test invalid local fr es it nl pl br in ng ie ch at be se no dk fi pt gr jp cn ru za nz mx ar cl pe tr ua cz hu ro bg hr rs si sk il ae sa eg ke gh th vn id my ph sg hk tw kr pk bd lk care studio shop online site store cloud email agency design tech xyz energy coop pro tv ai lu lt lv ee mt ge kz ma tn sn tz ug rw zm zw np'.split(' '));
/** Domains that stand without their end too. */
export const PROVIDERS = new Set('gmail googlemail yahoo ymail hotmail outlook icloud aol proton protonmail gmx msn live comcast btinternet verizon att qq naver yandex orange wanadoo libero rediffmail zoho fastmail web t-online'.split(' '));
const DOTS = new Set(['dot', '.', 'period', 'point']);
/** Signs inside an address. */
export const JOINERS = new Set(['dot', '.', 'underscore', '_', 'dash', 'hyphen', '-', 'plus', '+', 'period', 'point']);
/** Words before an address that are no part of it. */
export const BEFORE = new Set(
  "is it's its it my email mail male address e be was to on for sure yes yeah yep okay ok um uh uhm er well so the a an me us you your i'm im send use using under that and or at look looking find found online website site page visit go see of from with this there here contact reach write please hi hello up out shop order orders more details back buy".split(' '),
);
/** Before "dot com" one of these is no domain: "is it dot com or dot net?" */
export const NO_LABEL = new Set('no it is or a the just and was not its at with'.split(' '));

/** A half-open range of tokens that is an address or a part of one. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

/** A letter that was said alone. */
export const isLetter = (token: Token | undefined): boolean => token?.kind === 'word' && token.text.length === 1;

/** A dot that was said, or one with no space on either side. */
export function isDot(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  if (token === undefined || !DOTS.has(token.text)) return false;
  return token.kind === 'word' || (/\S/.test(text[token.start - 1] ?? ' ') && /[\p{L}\p{N}]/u.test(text[token.end] ?? ' '));
}

/** A sign that was said, or one with no space on either side. */
export function isJoiner(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at];
  if (token === undefined || !JOINERS.has(token.text)) return false;
  return token.kind === 'word' || (/\S/.test(text[token.start - 1] ?? ' ') && /\S/.test(text[token.end] ?? ' '));
}
