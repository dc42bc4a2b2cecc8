import type { CallbackRequestedV1 } from '@callmesh/contracts';
import type { Proposal } from '../draft.js';
import { draftFrom, quoted, wanted, type Source } from './proposal.js';

/** A task to call the customer back at the time that was said. */
export function callBack(data: CallbackRequestedV1, source: Source): Proposal {
  const { dueAt, duePhrase, requestedBy, call } = data;
  const subject = requestedBy === 'agent' ? 'Call back, as the agent promised' : 'Call back, as the customer asked';
  const draft = draftFrom('call-back', data, source, {
    target: { object: 'task', key: null, fields: wanted({ subject, description: quoted(data.evidence), when: duePhrase, timeZone: call.timeZone }) },
    dueAt,
    summary: dueAt === null ? `${subject}; no time was said.` : `${subject}, on ${inZone(dueAt, call.timeZone)}.`,
  });
  return { draft, doubts: dueAt === null ? ['no time was said'] : [] };
}

function inZone(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: isZone(timeZone) ? timeZone : 'UTC', dateStyle: 'full', timeStyle: 'short' }).format(at);
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
