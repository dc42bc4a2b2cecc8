// The stored transcript of a sample: what a phone platform would have handed over in place of audio.

const ROLES = { agent: 'Agent', customer: 'Customer' };

function timestamp(seconds) {
  const ms = Math.round(seconds * 1000);
  const part = (value, width) => String(value).padStart(width, '0');
  return `${part(Math.floor(ms / 3_600_000), 2)}:${part(Math.floor(ms / 60_000) % 60, 2)}:${part(Math.floor(ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * WebVTT (https://www.w3.org/TR/webvtt1/), a cue per turn with a voice tag. A mono recording's transcript has no voice
 * tags: nothing in such a recording tells who speaks, and a stored transcript must not know more than the audio.
 */
export function toVtt(turns, { voices }) {
  const cues = turns.map((turn, index) => {
    const text = escape(turn.text);
    return `${index + 1}\n${timestamp(turn.start)} --> ${timestamp(turn.end)}\n${voices ? `<v ${ROLES[turn.speaker]}>${text}</v>` : text}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}
