import { jobFigures, type JobFigures } from '@callmesh/jobs';
import { jobsAge, jobsInState } from '../metrics/watch-gauges.js';
import type { Alarms } from './alarms.js';
import { Labelled } from './labelled.js';
import { Unmoved } from './unmoved.js';
import type { Look, WatchedService } from './watched.js';

const NOTHING: Omit<JobFigures, 'kind'> = { pending: 0, due: 0, oldestDueSeconds: 0, retrying: 0, active: 0, lapsed: 0, failed: 0 };

/** Whether outside work gets done. A long queue is no fault while somebody works on it. */
export function jobLook({ name: service, db, jobHandlers }: WatchedService, alarms: Alarms, patienceMs: number): Look {
  const unmoved = new Unmoved();
  const states = new Labelled([jobsInState]);
  const ages = new Labelled([jobsAge]);
  const followedUp = new Set(jobHandlers.filter(({ afterFailure }) => afterFailure !== undefined).map(({ kind }) => kind));

  const stuck = (figures: JobFigures, now: number): string | undefined => {
    const { kind, due, active, lapsed, failed, retrying, oldestDueSeconds } = figures;
    const idleFor = due > 0 && active === 0 ? unmoved.for(kind, `${due}`, now) : 0;
    if (due === 0 || active > 0) unmoved.forget(kind);
    if (failed > 0 && !followedUp.has(kind)) return `${failed} job(s) have failed in all their attempts: \`callmesh jobs ls --state failed\` shows why; mend the cause, then \`callmesh jobs retry\``;
    if (lapsed > 0) return `${lapsed} job(s) are in the hand of a worker that has gone, and no other takes them: is a process of ${service} running?`;
    if (idleFor >= patienceMs || (active === 0 && due > 0 && oldestDueSeconds * 1_000 >= 2 * patienceMs)) return `${due} job(s) are due and nobody works on them: is a process of ${service} running?`;
    return retrying > 0 ? `${retrying} job(s) fail again and again and are tried on: look at what they call` : undefined;
  };

  return {
    name: 'jobs',
    async look(now) {
      const found = await jobFigures(db);
      const kinds = [...new Set([...jobHandlers.map(({ kind }) => kind), ...found.map(({ kind }) => kind)])];
      const figures = kinds.map((kind) => found.find((one) => one.kind === kind) ?? { kind, ...NOTHING });
      states.set(figures.flatMap(({ kind, pending, active, failed }) => Object.entries({ pending, active, failed }).map(([state, n]) => ({ labels: { service, kind, state }, values: [n] }))));
      ages.set(figures.map(({ kind, oldestDueSeconds }) => ({ labels: { service, kind }, values: [oldestDueSeconds] })));
      for (const one of figures) alarms.set(now, stuck(one, now), 'job', { service, subject: one.kind }, { ...one });
    },
  };
}
