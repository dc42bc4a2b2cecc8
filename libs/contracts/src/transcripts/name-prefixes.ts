import type { ImportedCue } from './imported-transcript.js';

/** `Ruth King: Hello.`: a name of one to five words, which holds no mark that ends a sentence. */
const PREFIX = /^(\p{L}[^:.?!,;"]{0,59}|\+?\d[\d ()-]{0,20}):\s+(\S.*)$/su;
const MOST_WORDS = 5;

interface Prefixed {
  readonly name: string;
  readonly rest: string;
}

/**
 * Platforms that write no voice tags (Zoom among them) begin a cue with the speaker's name and a colon. So do sentences ("One thing: …"), therefore it
 * counts only where most cues have one and the names come again; a cue without one goes on with the voice before it.
 */
export function readNamePrefixes(cues: readonly ImportedCue[]): readonly ImportedCue[] {
  if (cues.some(({ speaker }) => speaker !== null)) return cues;
  const prefixes = cues.map(({ text }) => prefixOf(text));
  const found = prefixes.filter((prefix) => prefix !== null);
  const names = new Set(found.map(({ name }) => name.toLowerCase()));
  const comeAgain = names.size <= 2 ? found.length >= 2 : names.size * 2 <= found.length;
  if (found.length * 2 <= cues.length || !comeAgain) return cues;
  let speaker: string | null = null;
  return cues.map((cue, index) => {
    const prefix = prefixes[index];
    speaker = prefix?.name ?? speaker;
    return { ...cue, speaker, text: prefix?.rest ?? cue.text };
  });
}

function prefixOf(text: string): Prefixed | null {
  const match = PREFIX.exec(text);
  const name = match?.[1]?.trim();
  const rest = match?.[2];
  return name === undefined || rest === undefined || name.split(/\s+/).length > MOST_WORDS ? null : { name, rest };
}
