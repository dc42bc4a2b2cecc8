import type { SpeakerRole } from '@callmesh/contracts';
import type { Heard, TranscriptionWork } from '../ports/transcription-engine.port.js';
import type { HeardChannel, HeardSound } from './heard-sound.js';
import { interleave, type ChannelSpeech } from './utterances/interleave.js';
import { splitByVoice, type VoiceSpeech } from './voices/split-by-voice.js';
import { whoIsTheAgent, type VoiceText } from './voices/who-is-the-agent.js';

type About = Pick<TranscriptionWork, 'channelRoles' | 'language' | 'call'>;

/** Who said what: the channels' roles where channels tell speakers apart, else the voices' as far as they and their words tell. */
export function conversationOf(sound: HeardSound, about: About): Heard {
  const { model, durationMs, speechMs, channels } = sound;
  const utterances = interleave(channels.flatMap((heard) => speakersOn(heard, about)));
  const language = about.language ?? sound.language;
  return { engine: 'whisper', engineVersion: model || 'unknown', language, durationMs: Math.round(durationMs), speechMs, voices: 0, utterances };
}

function speakersOn({ channel, isMixed, segments }: HeardChannel, { channelRoles, call }: About): ChannelSpeech[] {
  if (!isMixed) return [{ channel, speaker: roleOf(channelRoles[channel]), segments }];
  const voices = splitByVoice(segments);
  const agent = whoIsTheAgent(voices.flatMap(textOf), call.direction);
  const roles = (voice: number | null): SpeakerRole => (voice === null || agent === null ? 'unknown' : voice === agent ? 'agent' : 'customer');
  return voices.map(({ voice, segments: said }) => ({ channel, speaker: roles(voice), segments: said }));
}

function textOf({ voice, segments }: VoiceSpeech): VoiceText[] {
  return voice === null ? [] : [{ voice, firstMs: segments[0]?.startMs ?? 0, texts: segments.map(({ text }) => text) }];
}

const roleOf = (role: string | undefined): SpeakerRole => (role === 'agent' || role === 'customer' ? role : 'unknown');
