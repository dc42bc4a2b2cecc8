// How each one-channel recording of bench/corpus/diarization sounds. Voices are flite's; a number after the name shifts it by so many semitones,
// formants with it, which makes another person of the same sex. `solo`: only this side speaks (a voice message).

/** @type {{ id: string, half: 'tuning' | 'held-out', about: string, dialogue: string, voices: { agent: string, customer: string }, gaps?: 'short' | 'overlap', noise?: number, band?: 'telephone', solo?: 'A' | 'C', direction?: string }[]} */
export const recordings = [
  { id: 'woman-and-man', half: 'tuning', about: 'two unlike voices, wide band', dialogue: 't-retail-01', voices: { agent: 'slt', customer: 'rms' } },
  { id: 'men-telephone', half: 'tuning', about: 'two men, telephone band', dialogue: 't-retail-08', voices: { agent: 'rms', customer: 'awb' }, band: 'telephone' },
  { id: 'women', half: 'tuning', about: 'two women with voices alike', dialogue: 't-saas-05', voices: { agent: 'slt', customer: 'slt-3' } },
  { id: 'short-turns', half: 'tuning', about: 'short turns without pauses', dialogue: 't-telecom-09', voices: { agent: 'awb', customer: 'slt' }, gaps: 'short', band: 'telephone' },
  { id: 'overlapping', half: 'tuning', about: 'half of the turns begin before the other has ended', dialogue: 't-telecom-01', voices: { agent: 'rms', customer: 'slt' }, gaps: 'overlap', band: 'telephone' },
  { id: 'noise', half: 'tuning', about: 'noise, telephone band', dialogue: 't-travel-01', voices: { agent: 'kal16', customer: 'slt' }, noise: 0.05, band: 'telephone' },
  { id: 'voice-message', half: 'tuning', about: 'one voice alone', dialogue: 't-insurance-02', voices: { agent: 'rms', customer: 'slt' }, solo: 'C', band: 'telephone' },
  { id: 'monologue', half: 'tuning', about: 'one voice alone, wide band', dialogue: 't-telecom-09', voices: { agent: 'awb', customer: 'rms' }, solo: 'C' },
  { id: 'h-men', half: 'held-out', about: 'two men with voices alike, telephone band', dialogue: 't-retail-03', voices: { agent: 'rms', customer: 'rms+2.5' }, band: 'telephone' },
  { id: 'h-women-telephone', half: 'held-out', about: 'two women, telephone band', dialogue: 't-telecom-03', voices: { agent: 'slt+2', customer: 'slt-2' }, band: 'telephone' },
  { id: 'h-short-turns', half: 'held-out', about: 'short turns without pauses', dialogue: 't-retail-09', voices: { agent: 'kal16', customer: 'rms' }, gaps: 'short', band: 'telephone' },
  { id: 'h-overlapping', half: 'held-out', about: 'half of the turns begin before the other has ended', dialogue: 't-home-01', voices: { agent: 'slt', customer: 'kal16' }, gaps: 'overlap', band: 'telephone' },
  { id: 'h-noise', half: 'held-out', about: 'noise, telephone band', dialogue: 't-car-02', voices: { agent: 'awb', customer: 'slt-2' }, noise: 0.05, band: 'telephone' },
  { id: 'h-wide', half: 'held-out', about: 'a man and a woman, wide band', dialogue: 't-bank-01', voices: { agent: 'awb', customer: 'slt+2' } },
  { id: 'h-voice-message', half: 'held-out', about: 'one voice alone, noise', dialogue: 't-retail-02', voices: { agent: 'rms', customer: 'kal16' }, solo: 'C', noise: 0.02, band: 'telephone' },
  { id: 'h-monologue', half: 'held-out', about: 'one voice alone', dialogue: 't-saas-02', voices: { agent: 'slt-2', customer: 'rms' }, solo: 'A', band: 'telephone' },
];
