import type { ImportedCue, SpeakerRole, Utterance } from '@callmesh/contracts';

const AGENT = /^(agent|advisor|adviser|representative|rep|operator|associate|support|staff)\b/i;
const CUSTOMER = /^(customer|caller|client|consumer|guest|patient|member)\b/i;
/** Subtitles break sentences where their line is full; a number must not be torn apart before redaction sees it. */
const SAME_BREATH_MS = 2000;
const LONG_MS = 30_000;

/** Utterances of a platform's transcript. Cues that go on with one voice's sentence are joined. */
export function importCues(given: readonly ImportedCue[], agentId: string): Utterance[] {
  const cues = withOneSpelling(given);
  const roles = rolesOfVoices(cues.map((cue) => cue.speaker), agentId);
  const joined: ImportedCue[] = [];
  for (const cue of cues.filter(({ text }) => text.trim() !== '')) {
    const last = joined.at(-1);
    if (last && goesOn(last, cue)) joined[joined.length - 1] = { ...last, text: `${last.text} ${cue.text}`, endMs: Math.max(last.endMs, cue.endMs) };
    else joined.push(cue);
  }
  return joined.map(({ speaker, text, startMs, endMs }, index) => ({
    id: `u${index + 1}`,
    speaker: roles.get(speaker) ?? 'unknown',
    channel: null,
    text: withoutPlaceholders(text),
    startMs,
    endMs,
    confidence: null,
    words: [],
  }));
}

/** `Ruth`, `RUTH:` and `ruth ` are one voice; she keeps the spelling that came first. */
function withOneSpelling(cues: readonly ImportedCue[]): ImportedCue[] {
  const spellings = new Map<string, string>();
  return cues.map((cue) => {
    if (cue.speaker === null) return cue;
    const plain = cue.speaker.replace(/\s+/g, ' ').replace(/[\s:]+$/, '').trim();
    const key = plain.toLowerCase();
    if (!spellings.has(key)) spellings.set(key, plain);
    return { ...cue, speaker: spellings.get(key) || null };
  });
}

/** How many voices a transcript names. */
export const voicesOf = (cues: readonly ImportedCue[]): number => new Set(withOneSpelling(cues).map(({ speaker }) => speaker).filter((name) => name !== null)).size;

/**
 * Who is behind the voices' names. Of two voices, one known makes the other known; anything else stays unknown.
 * @param agentId the platform's id of the agent, which some transcripts use as name.
 */
export function rolesOfVoices(names: readonly (string | null)[], agentId: string): Map<string | null, SpeakerRole> {
  const voices = [...new Set(names)];
  const named = (name: string | null): SpeakerRole => {
    if (name === null) return 'unknown';
    if (AGENT.test(name) || name === agentId) return 'agent';
    return CUSTOMER.test(name) ? 'customer' : 'unknown';
  };
  const roles = new Map(voices.map((name) => [name, named(name)]));
  const [one, two] = voices;
  if (voices.length === 2 && one !== undefined && two !== undefined && one !== null && two !== null) {
    if (roles.get(one) !== 'unknown' && roles.get(two) === 'unknown') roles.set(two, other(roles.get(one)));
    if (roles.get(two) !== 'unknown' && roles.get(one) === 'unknown') roles.set(one, other(roles.get(two)));
  }
  return roles;
}

const other = (role: SpeakerRole | undefined): SpeakerRole => (role === 'agent' ? 'customer' : 'agent');

function goesOn(last: ImportedCue, cue: ImportedCue): boolean {
  if (last.speaker !== cue.speaker || cue.startMs - last.endMs > SAME_BREATH_MS) return false;
  const withinNumber = /\d[.,-]?$/.test(last.text) && /^\d/.test(cue.text);
  const withinSentence = !/[.?!]["')]?$/.test(last.text) && cue.endMs - last.startMs <= LONG_MS;
  return withinNumber || withinSentence;
}

/** A text that looks like one of our placeholders would stand for a value of the vault. */
const withoutPlaceholders = (text: string): string => text.replace(/\[([A-Z][A-Z_]*_\d+)\]/g, '($1)');
