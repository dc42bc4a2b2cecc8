import type { CallbackRequestedV2, SpokenTime } from '@callmesh/contracts';
import { doubtsAboutEngine } from '../doubt.js';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Insight, type Source } from './proposal.js';

/** A task to call the customer back at the time that was said. */
export function callBack(data: Pick<CallbackRequestedV2, keyof Insight | 'due' | 'origin' | 'engine'>, source: Source): Proposal {
  const { due, origin, call } = data;
  const at = due?.at ?? null;
  const subject = origin === 'promised' ? 'Call back, as the agent promised' : 'Call back, as the customer asked';
  const draft = draftFrom('call-back', data, source, {
    target: { object: 'task', key: null, fields: wanted({ subject, description: quoted(data.evidence), when: due?.phrase ?? null, timeZone: call.timeZone }) },
    dueAt: at,
    summary: due === null || at === null ? `${subject}; no time was said.` : `${subject}, on ${asSaid(at, due)}.`,
  });
  return { draft, doubts: [...doubtsAboutEngine(data), ...(at === null ? ['no time was said'] : [])] };
}

const A_DAY_ALONE = /^\d{4}-\d\d-\d\d$/;

/** In the zone of the call; a day without an hour keeps none. */
function asSaid(at: number, { iso, timeZone }: SpokenTime): string {
  const hour = iso !== null && A_DAY_ALONE.test(iso) ? {} : { timeStyle: 'short' as const };
  return new Intl.DateTimeFormat('en-GB', { timeZone: isZone(timeZone) ? timeZone : 'UTC', dateStyle: 'full', ...hour }).format(at);
}

/** A recorded fact is never refused for a zone that this machine does not know. */
function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
