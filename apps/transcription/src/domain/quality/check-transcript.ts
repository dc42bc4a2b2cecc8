import type { Checked, Fault } from './fault.js';
import { languageFaults } from './language-faults.js';
import { repetitionFaults } from './repetition.js';
import { soundFaults } from './sound-faults.js';
import { speakerFaults } from './speaker-faults.js';
import { textFaults } from './text-faults.js';
import { timeFaults } from './time-faults.js';

/** Everything that is looked at before anybody reads meaning into a transcript. A clean one has no faults. */
export function checkTranscript(transcript: Checked): Fault[] {
  return [timeFaults, textFaults, repetitionFaults, speakerFaults, soundFaults, languageFaults].flatMap((check) => check(transcript));
}
