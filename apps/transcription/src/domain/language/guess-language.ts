/**
 * Small words that a language cannot do without, and that the others here do not have. They make up a fifth of what people say;
 * none of them is a name or a loan word.
 */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the and you is to of that it for this have with what my your would was are not be do can we but i',
  es: 'el los las que y es por una con para su pero como más está usted yo muy porque gracias hola tengo',
  fr: 'le les des est je vous que et pas une dans pour avec mais nous ce qui votre mon bonjour merci avez',
  de: 'der die und ist ich nicht das sie es ein eine zu mit für auf wir mein haben guten danke bitte wie',
  it: 'il che di è non per una con sono gli della mi ho questo grazie buongiorno ma come lei più anche',
  pt: 'o que não é uma para com os eu você por mais está obrigado meu sua mas como isso tenho muito',
  nl: 'de het een en ik niet dat van is te op je voor met wat maar heb mijn dank naar ook zijn',
};

const languages = Object.keys(SMALL_WORDS);
const speakersOf = new Map<string, string[]>();
for (const [language, words] of Object.entries(SMALL_WORDS)) for (const word of words.split(' ')) speakersOf.set(word, [...(speakersOf.get(word) ?? []), language]);

const ENOUGH_WORDS = 30;
/** So much of a text's words must be a language's small words, and so many times those of the next. */
const SHARE = 0.12;
const CLEARLY = 1.8;
/** The beginning of a call tells. */
const LOOK_AT = 400;

/** The language that a text is in, as primary subtag; null when it is too short or unlike all that are known here. */
export function guessLanguage(texts: readonly string[]): string | null {
  const counts = new Map(languages.map((language) => [language, 0]));
  let words = 0;
  for (const text of texts) {
    if (words >= LOOK_AT) break;
    for (const word of text.toLowerCase().split(/[\s.,;:!?¿¡"“”()]+/)) {
      if (word === '' || /[\d[\]]/.test(word)) continue;
      words += 1;
      for (const language of speakersOf.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  if (words < ENOUGH_WORDS) return null;
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first || first[1] < words * SHARE || first[1] < (second?.[1] ?? 0) * CLEARLY) return null;
  return first[0];
}
