import { appendBench } from './append/append.bench.js';
import type { Bench } from './bench.js';
import { calibrationBench } from './calibration/calibration.bench.js';
import { competitorsBench } from './competitors/competitors.bench.js';
import { consumeBench } from './consume/consume.bench.js';
import { diarizationBench } from './diarization/diarization.bench.js';
import { extractionBench } from './extraction/extraction.bench.js';
import { growthBench } from './growth/growth.bench.js';
import { hopBench } from './hop/hop.bench.js';
import { memoryBench } from './memory/memory.bench.js';
import { namesBench } from './names/names.bench.js';
import { numbersBench } from './numbers/numbers.bench.js';
import { phrasesBench } from './phrases/phrases.bench.js';
import { pipelineBench } from './pipeline/pipeline.bench.js';
import { rebuildBench } from './rebuild/rebuild.bench.js';
import { redactionBench } from './redaction/redaction.bench.js';
import { relayBench } from './relay/relay.bench.js';
import { scorecardsBench } from './scorecards/scorecards.bench.js';
import { sentimentBench } from './sentiment/sentiment.bench.js';
import { toneModelBench } from './sentiment/tone-model.bench.js';
import { speechBench } from './speech/speech.bench.js';
import { throughputBench } from './throughput/throughput.bench.js';
import { werBench } from './wer/wer.bench.js';

/** Every figure of the README comes from one of these. */
const benches: Readonly<Record<string, Bench>> = {
  append: appendBench,
  speech: speechBench,
  pipeline: pipelineBench,
  throughput: throughputBench,
  hop: hopBench,
  rebuild: rebuildBench,
  relay: relayBench,
  consume: consumeBench,
  diarization: diarizationBench,
  growth: growthBench,
  memory: memoryBench,
  extraction: extractionBench,
  calibration: calibrationBench,
  names: namesBench,
  numbers: numbersBench,
  phrases: phrasesBench,
  competitors: competitorsBench,
  wer: werBench,
  sentiment: sentimentBench,
  'tone-model': toneModelBench,
  scorecards: scorecardsBench,
  redaction: redactionBench,
};

/**
 * Runs `npm run bench -- <name> [--json]`. With `--json` standard output holds nothing but JSON.
 * @returns the exit code: 0, 1 when a target is missed, 2 when there is no such bench.
 */
export async function runBench(argv: readonly string[]): Promise<number> {
  const [name = '', ...args] = argv.filter((arg) => arg !== '--json');
  const bench = benches[name];
  if (!bench) {
    const list = Object.entries(benches).map(([key, { about }]) => `  ${key.padEnd(10)} ${about}`);
    process.stderr.write(`usage: npm run bench -- <name> [--json]\n${list.join('\n')}\n`);
    return 2;
  }
  const { figures, text, met } = await bench.run((message) => process.stderr.write(`${message}\n`), args);
  process.stdout.write(argv.includes('--json') ? `${JSON.stringify(figures)}\n` : `${text}\n`);
  return met ? 0 : 1;
}
