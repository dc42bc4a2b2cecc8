import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callOf } from './change-audit.js';

/** Fields in which an answer carries words of a call: evidence, what a tracker found, what an action writes into another system. */
const QUOTING = new Set(['quote', 'after']);
/** Where an answer does not say of which conversation it is. */
const UNNAMED = '-';

/**
 * An answer that quotes a call is a reading of its transcript: one line for each conversation that is quoted, written before the answer goes
 * out. What cannot be recorded is not shown. Transcripts and audio themselves are recorded where their claim check is opened.
 */
export function auditQuotes(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', async (request, _reply, answer: unknown) => {
    const call = callOf(request);
    const conversations = call ? quotedIn(answer, idIn(request)) : [];
    if (call && conversations.length > 0) {
      const { caller, recorder, purpose } = call;
      await recorder.recordReads(caller.tenantId, conversations.map((id) => `quotes://${caller.tenantId}/${id}`), { actor: `${caller.role}:${caller.name}`, purpose });
    }
    return answer;
  });
}

/** The conversations whose words an answer holds. @param nearest the conversation that it is about, unless it says another. */
export function quotedIn(answer: unknown, nearest: string = UNNAMED, found = new Set<string>()): string[] {
  if (Array.isArray(answer)) for (const one of answer) quotedIn(one, nearest, found);
  else if (typeof answer === 'object' && answer !== null) {
    const own = 'conversationId' in answer && typeof answer.conversationId === 'string' ? answer.conversationId : nearest;
    for (const [name, value] of Object.entries(answer)) {
      if (typeof value === 'object') quotedIn(value, own, found);
      else if (QUOTING.has(name) && typeof value === 'string' && value !== '') found.add(own);
    }
  }
  return [...found];
}

/** The conversation that the route names. */
function idIn({ routeOptions, params }: FastifyRequest): string | undefined {
  return routeOptions.url?.includes('/conversations/:id') ? (params as { id?: string }).id : undefined;
}
