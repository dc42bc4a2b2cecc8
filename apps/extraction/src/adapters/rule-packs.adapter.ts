import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { MentionModel } from '../domain/competitors/mention-model.js';
import type { RulePacks } from '../domain/finding.js';
import type { Learned } from '../domain/phrases/learned.js';
import { readRulePack, type Calibration } from '../domain/rules/rule-pack.js';
import { bundledCalibration } from './calibration.adapter.js';
import { bundledMentions } from './mention-model.adapter.js';
import { bundledModel } from './models.adapter.js';
import { bundledPhrases } from './phrase-model.adapter.js';

const read = (name: string): unknown => parse(readFileSync(new URL(`../rules/${name}.yaml`, import.meta.url), 'utf8'));

/**
 * Reads the bundled packs; a faulty one stops the start with its name, rule and pattern.
 * @param phrases what was learned beside a pack.
 * @param mentions how competitors are mentioned, as it was learned.
 * @param fitted the calibration in force; without it a pack keeps the curve that it was written with.
 */
export function bundledRulePacks(fitted: (pack: string) => Calibration | null = bundledCalibration(), phrases: (pack: string) => Learned | null = bundledPhrases(), mentions: MentionModel | null = bundledMentions()): RulePacks {
  const shared = readRulePack(read('shared'));
  const pack = (name: string): RulePacks[keyof RulePacks] => {
    const own = readRulePack(read(name), shared.lists);
    const learned = phrases(own.name);
    return { ...own, calibration: fitted(own.name) ?? own.calibration, ...(learned ? { learned } : {}) };
  };
  return {
    shared,
    modifiers: pack('modifiers'),
    cancellation: pack('order-cancellation'),
    complaint: pack('complaint'),
    callback: pack('callback'),
    commitment: pack('commitment'),
    issue: pack('issue'),
    competitor: { ...pack('competitor'), ...(mentions ? { mentions } : {}) },
    dispute: pack('dispute'),
    refund: pack('refund'),
    escalation: pack('escalation'),
    speech: pack('speech'),
    tone: { ...pack('tone'), sound: bundledModel('tone') },
    course: pack('course'),
    conduct: pack('conduct'),
    callType: pack('call-type'),
  };
}
