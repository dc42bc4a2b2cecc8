import { ruleOf } from './rules/all-rules.js';
import { REQUIREMENTS, type Requirement } from './rule.js';
import type { ConsentDecision } from './decide-consent.js';

/** What callers are told. */
export interface Disclosure {
  /** ISO 3166 code that it is for, `*` for all. */
  readonly jurisdiction: string;
  readonly language: string;
  readonly text: string;
}

const NOTICE: Readonly<Record<string, string>> = {
  en: 'This call is recorded so that we can act on what you ask for. If you do not agree, please tell us now or hang up.',
  de: 'Dieses Gespräch wird aufgezeichnet, damit wir Ihr Anliegen bearbeiten können. Wenn Sie nicht einverstanden sind, sagen Sie es bitte jetzt oder legen Sie auf.',
  fr: 'Cet appel est enregistré afin que nous puissions traiter votre demande. Si vous n’êtes pas d’accord, dites-le maintenant ou raccrochez.',
  es: 'Esta llamada se graba para poder atender su solicitud. Si no está de acuerdo, díganoslo ahora o cuelgue.',
};
const QUESTION: Readonly<Record<string, string>> = {
  en: 'We would like to record this call so that we can act on what you ask for. Do you agree? Please say yes or no.',
  de: 'Wir möchten dieses Gespräch aufzeichnen, damit wir Ihr Anliegen bearbeiten können. Sind Sie einverstanden? Bitte sagen Sie ja oder nein.',
  fr: 'Nous souhaitons enregistrer cet appel afin de traiter votre demande. Êtes-vous d’accord ? Veuillez répondre par oui ou par non.',
  es: 'Nos gustaría grabar esta llamada para poder atender su solicitud. ¿Está de acuerdo? Diga sí o no.',
};

/** The built-in text, in the place's language where there is one, else in English; null where nobody need be told. */
function builtIn(jurisdiction: string, requires: Requirement): Disclosure | null {
  if (requires === 'one-party') return null;
  const texts = requires === 'all-party-consent' ? QUESTION : NOTICE;
  const wanted = ruleOf(jurisdiction)?.language ?? 'en';
  const language = texts[wanted] === undefined ? 'en' : wanted;
  return { jurisdiction: '*', language, text: texts[language] ?? '' };
}

/** The place whose law decides: of the strictest party, the caller first; `*` when nobody knows where that is. */
function decisive({ parties }: ConsentDecision): string {
  const [strictest] = [...parties].sort((a, b) => REQUIREMENTS.indexOf(b.requires) - REQUIREMENTS.indexOf(a.requires));
  return strictest?.jurisdictions[0] ?? '*';
}

/** What is to be said on such a call: the tenant's own text for the place, its country or everywhere, else the built-in one; null where nobody need be told. */
export function disclosureFor(decision: ConsentDecision, own: readonly Disclosure[]): Disclosure | null {
  const place = decisive(decision);
  if (decision.requires === 'one-party') return null;
  const [country = place] = place.split('-');
  const found = [place, country, '*'].map((wanted) => own.find(({ jurisdiction }) => jurisdiction === wanted)).find((one) => one !== undefined);
  return found ?? builtIn(place, decision.requires);
}
