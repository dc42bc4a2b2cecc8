import type { SpeakerRole } from '@callmesh/contracts';
import type { Heard, TranscriptionWork } from '../ports/transcription-engine.port.js';
import type { HeardSound } from './heard-sound.js';
import { interleave } from './utterances/interleave.js';

/** Who said what: the channels' roles where channels tell speakers apart. */
export function conversationOf(sound: HeardSound, { channelRoles, language }: Pick<TranscriptionWork, 'channelRoles' | 'language'>): Heard {
  const { model, durationMs, speechMs, channels } = sound;
  const utterances = interleave(channels.map(({ channel, isMixed, segments }) => ({ channel, speaker: isMixed ? 'unknown' : roleOf(channelRoles[channel]), segments })));
  return { engine: 'whisper', engineVersion: model || 'unknown', language: language ?? sound.language, durationMs: Math.round(durationMs), speechMs, voices: 0, utterances };
}

const roleOf = (role: string | undefined): SpeakerRole => (role === 'agent' || role === 'customer' ? role : 'unknown');
