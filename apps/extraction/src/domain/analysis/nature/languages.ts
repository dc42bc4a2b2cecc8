import type { Token } from '../../language/tokens.js';

/** The commonest short words of a language; nothing but those that the others do not share alike. */
const PROFILES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    en: 'the and of to is that it you for was on are with this have from they be at what can your not do my we she he there would will just about an if but how when which our has been me so up out no yes hello okay thank i a in as',
    de: 'der die das und ist nicht ich sie es ein eine zu den mit auf für von dem sich auch wie aber ja nein bei aus nach noch mir mich wir uns ihnen ihr haben hat wird werden kann können möchte bitte danke guten tag sehr war bin sind dass wenn oder was wo wann meine mein meinen ihre ihren heute morgen doch schon mal nur gern gerne einen einem habe',
    fr: "le la les des une est et vous je pas que pour dans sur avec mais ce cette il elle nous qui mon ma mes votre vos suis avez ai c'est j'ai n'est bonjour merci oui non très bien être plus du au aux d'accord s'il qu'il l'ai monsieur madame était fait peut quand comment pourquoi tout",
    es: 'el los las una es que no se por con para su al lo como más pero sus le ya este sí porque esta son está cuando muy sobre también me hasta hay donde quien desde todo nos durante uno ni contra ese eso mi qué hola gracias buenos buenas usted quiero quería tengo puedo día días señor señora pedido factura estoy del y de la en',
    it: "il lo gli una è che non si per con sono del della di da anche come ma più questo questa mi ha ho sì buongiorno grazie prego vorrei posso mio mia nel alla dei delle perché quando dove molto bene lei suo sua signora signore l'ho c'è dell all un e le al",
    pt: 'o os uma é que não se por com para seu sua mas mais como eu você ele ela isso este esta muito bem obrigado obrigada bom dia boa tarde sim meu minha tenho quero queria posso está estou foi são também quando onde já do da no na dos das ao pelo senhor senhora em um e a de',
    nl: 'het een en van ik te dat die niet zijn op aan met als voor er maar om hem dan zou wat mijn mij bij ook naar uit ze ja nee heb hebben heeft kan kunt wil graag dank bedankt goedemorgen goedemiddag hallo u uw deze dit nog wel geen moet daar hier waar is in de je',
    pl: 'nie to się na że jest do jak za tak ale czy po co dla od już mnie mi moje moja mój pan pani proszę dziękuję dzień dobry ja jestem mam chcę chciałbym chciałabym może będzie był była tego ten ta te przez tylko jeszcze w z i o',
    sv: 'och att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när nu du hej tack god morgon min mitt mina hur vad här där skulle vill måste bara också er ni mig i',
    da: 'og at det som en på er af for med til den har de ikke om et men var jeg sig fra vi så kan når nu du hej tak god dag min mit mine hvordan hvad her der skulle vil skal bare også jer mig hvor i',
    fi: 'ja on ei se että en hän ole mutta niin minä tämä kun oli olen voi kuin hyvä päivää kiitos hei minun sinun teidän mitä missä olisi haluan vain nyt myös tai jos',
    cs: 'je se na že to ne jsem s z ale jak tak pro co už by dobrý den děkuji prosím ano můj moje mám chci jsme jste byl byla také jen může když nebo kde v a',
    ro: 'și nu că să este la cu pe de un o ce mai eu vă bună ziua mulțumesc da am sunt pentru din care dar cum vreau aș avea meu mea fost când unde foarte bine',
    hu: 'a az és hogy nem is egy ez de van meg csak jó napot köszönöm kérem igen én ön vagyok lesz volt mert ha mi már még nagyon szeretnék',
    tr: 've bir bu için çok ben değil mi ne var yok ama evet hayır teşekkür ederim merhaba günaydın iyi günler benim nasıl kadar daha da de siz istiyorum olarak',
  }).map(([language, words]) => [language, words.split(' ')]),
);

const LANGUAGES_OF = new Map<string, string[]>();
for (const [language, words] of Object.entries(PROFILES)) for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language]);

const ENOUGH_WORDS = 6;
/** Function words are a third to half of what people say; so few of them are names and numbers. */
const LEAST_SHARE = 0.15;
/** Another language has to be this much clearer than English. */
const CLEARER = 1.5;

/** Tokens are written small; ASCII is decided without a table of letters. */
function beginsWithLetter(text: string): boolean {
  const code = text.charCodeAt(0);
  return code < 0x80 ? (code >= 97 && code <= 122) || (code >= 65 && code <= 90) : /^\p{L}/u.test(text);
}

const LATIN_OR_MARKS = /[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}\p{Cf}]/u;

const OTHER_LETTER = /(?!\p{Script=Latin})\p{L}/u;

/** Whether most letters are of another script than Latin. */
export function isOtherScript(text: string): boolean {
  // Nearly every call has none.
  if (!OTHER_LETTER.test(text)) return false;
  const letters = [...text].filter((c) => /\p{L}/u.test(c));
  return letters.length >= ENOUGH_WORDS && letters.filter((c) => !LATIN_OR_MARKS.test(c)).length / letters.length > 0.5;
}

/**
 * The language that the function words speak, whatever the recogniser says.
 * @returns null when there are too few words, or when no language stands out.
 */
export function languageOf(tokens: readonly Token[]): string | null {
  let words = 0;
  const scores = new Map<string, number>();
  for (const { text } of tokens) {
    if (!beginsWithLetter(text)) continue;
    words += 1;
    const languages = LANGUAGES_OF.get(text);
    if (!languages) continue;
    // A word that several languages share says little of each.
    for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + 1 / languages.length);
  }
  if (words < ENOUGH_WORDS) return null;
  const [best] = [...scores].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] / words < LEAST_SHARE) return null;
  return best[0] === 'en' || best[1] >= CLEARER * (scores.get('en') ?? 0) ? best[0] : null;
}
