import type { EventPayloads } from '@callmesh/contracts';
import { bundledRulePacks } from '../adapters/rule-packs.adapter.js';
import { localEngine } from '../domain/analyse.js';
import type { EngineAnswer, InsightType } from '../domain/finding.js';
import { callContext, transcriptOf } from './conversations.js';

const engine = localEngine(bundledRulePacks());

export const analyseTurns = (turns: readonly string[], options: Parameters<typeof transcriptOf>[1] = {}): EngineAnswer => engine(transcriptOf(turns, options), callContext());

type Told<T extends InsightType> = Omit<EventPayloads[T], 'conversationId' | 'call' | 'analysisVersion' | 'engine' | 'engineVersion'>;

export const allFound = <T extends InsightType>(turns: readonly string[], type: T): Told<T>[] => analyseTurns(turns).insights.flatMap((i) => (i.type === type ? [i.data as unknown as Told<T>] : []));

function found<T extends InsightType>(turns: readonly string[], type: T): Told<T> | null {
  const all = allFound(turns, type);
  // One fact is one event, however often it is said.
  expect(all.length).toBeLessThanOrEqual(1);
  return all[0] ?? null;
}

export const cancellationIn = (turns: readonly string[]): Told<'order.cancellation-requested.v1'> | null => found(turns, 'order.cancellation-requested.v1');
export const cancellationsIn = (turns: readonly string[]): Told<'order.cancellation-requested.v1'>[] => allFound(turns, 'order.cancellation-requested.v1');
export const callbackIn = (turns: readonly string[]): Told<'callback.requested.v1'> | null => found(turns, 'callback.requested.v1');
