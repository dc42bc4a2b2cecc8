import type { CallContext, ImportedCue, SpeakerRole } from '@callmesh/contracts';
import { whoIsTheAgent } from './who-is-the-agent.js';

/** What of the call tells who is who. */
export type CallOfVoices = Pick<CallContext, 'agentId' | 'direction'>;

const AGENT = /^(agent|advisor|adviser|representative|rep|operator|associate|support|staff)\b/i;
const CUSTOMER = /^(customer|caller|client|consumer|guest|patient|member)\b/i;

/**
 * Who is behind the names that a transcript gives its voices. Of two voices, one known by its name makes the other known; two people's names are told apart
 * by what they say. Anything else stays unknown.
 */
export function rolesOfNames(cues: readonly ImportedCue[], { agentId, direction }: CallOfVoices): Map<string | null, SpeakerRole> {
  const names = [...new Set(cues.map(({ speaker }) => speaker))];
  const roles = new Map(names.map((name) => [name, byName(name, agentId)]));
  const [one, two] = names;
  if (names.length !== 2 || typeof one !== 'string' || typeof two !== 'string') return roles;
  if (roles.get(one) === 'unknown' && roles.get(two) === 'unknown') {
    const agent = whoIsTheAgent([one, two].map((name, voice) => ({ voice, ...textOf(cues, name) })), direction);
    if (agent !== null) roles.set(agent === 0 ? one : two, 'agent');
  }
  if (roles.get(one) === 'unknown') roles.set(one, other(roles.get(two)));
  if (roles.get(two) === 'unknown') roles.set(two, other(roles.get(one)));
  return roles;
}

function byName(name: string | null, agentId: string): SpeakerRole {
  if (name === null) return 'unknown';
  if (AGENT.test(name) || name === agentId) return 'agent';
  return CUSTOMER.test(name) ? 'customer' : 'unknown';
}

function textOf(cues: readonly ImportedCue[], name: string): { firstMs: number; texts: string[] } {
  const own = cues.filter(({ speaker }) => speaker === name);
  return { firstMs: own[0]?.startMs ?? 0, texts: own.map(({ text }) => text) };
}

const other = (role: SpeakerRole | undefined): SpeakerRole => (role === 'agent' ? 'customer' : role === 'customer' ? 'agent' : 'unknown');
