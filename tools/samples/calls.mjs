// How each sample call sounds: who has which of flite's voices, and the file format. The words are in samples/*.script.json.
// slt is a woman, rms a man, awb a man with a Scottish accent; no call has two voices that could be taken for each other.
// The formats differ on purpose: together they are what phone systems really hand over.

/** ffmpeg arguments per kind of file. None of them may write a date or a library version: the same script gives the same bytes. */
const mulaw = { extension: 'wav', rate: 8_000, codec: ['-c:a', 'pcm_mulaw'] };
const alaw = { extension: 'wav', rate: 8_000, codec: ['-c:a', 'pcm_alaw'] };
const eightBit = { extension: 'wav', rate: 8_000, codec: ['-c:a', 'pcm_u8'] };
// Joint stereo would leak each speaker into the other's channel.
const mp3 = { extension: 'mp3', rate: 16_000, codec: ['-c:a', 'libmp3lame', '-b:a', '64k', '-joint_stereo', '0', '-write_xing', '0'] };
const vorbis = { extension: 'ogg', rate: 16_000, codec: ['-c:a', 'libvorbis', '-q:a', '3'] };
const opus = { extension: 'ogg', rate: 16_000, codec: ['-c:a', 'libopus', '-b:a', '24k', '-application', 'voip'] };

/** @type {Record<string, { agent: string, customer: string, format: typeof mulaw, mono?: boolean }>} */
export const calls = {
  'cancel-order': { agent: 'rms', customer: 'slt', format: mulaw },
  'two-orders': { agent: 'slt', customer: 'rms', format: eightBit },
  'escalating-complaint': { agent: 'rms', customer: 'slt', format: mp3 },
  'disputed-invoice': { agent: 'slt', customer: 'rms', format: alaw },
  'promised-callback': { agent: 'rms', customer: 'slt', format: vorbis },
  'happy-call': { agent: 'slt', customer: 'rms', format: mp3 },
  'card-number': { agent: 'rms', customer: 'slt', format: mulaw },
  'opening-hours': { agent: 'slt', customer: 'awb', format: opus, mono: true },
};
