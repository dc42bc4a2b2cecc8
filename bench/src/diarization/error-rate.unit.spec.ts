import { diarizationErrors, errorRate, type Turn } from './error-rate.js';

const turn = (speaker: string, start: number, end: number): Turn => ({ speaker, startMs: start * 1000, endMs: end * 1000 });
const truth = [turn('agent', 0, 10), turn('customer', 11, 21)];

describe('diarization error', () => {
  it('is nothing when the speakers only have other names', () => expect(errorRate(diarizationErrors(truth, [turn('0', 0, 10), turn('1', 11, 21)]))).toBe(0));
  it('unless names are meant', () => expect(errorRate(diarizationErrors(truth, [turn('customer', 0, 10), turn('agent', 11, 21)], true))).toBe(1));
  it('counts speech that nobody is given', () => expect(diarizationErrors(truth, [turn('0', 0, 10)])).toEqual({ speechMs: 19_000, missedMs: 9_500, falseAlarmMs: 0, confusedMs: 0 }));
  it('counts speech that another is given', () => expect(diarizationErrors(truth, [turn('0', 0, 21)])).toMatchObject({ confusedMs: 9_500 }));
  it('counts silence that somebody is given', () => expect(diarizationErrors(truth, [turn('0', 0, 10), turn('1', 11, 21), turn('0', 30, 32)])).toMatchObject({ falseAlarmMs: 2_000 }));
  it('counts both where two speak at once', () => expect(diarizationErrors([turn('a', 0, 10), turn('b', 0, 10)], [turn('0', 0, 10)])).toMatchObject({ speechMs: 19_000, missedMs: 9_500 }));
  it('does not count a quarter of a second around a change', () => expect(errorRate(diarizationErrors(truth, [turn('0', 0.2, 9.8), turn('1', 11.2, 20.8)]))).toBe(0));
});
