import { z } from 'zod';
import { LlmRejected, LlmUnavailable } from './llm.errors.js';

/** What a model wrote, and what it used up; tokens are null when the server does not say. */
export interface LlmAnswer {
  readonly text: string;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  /** The model ran out of room, or would not answer. */
  readonly fault: 'length' | 'refused' | null;
}

const part = z.looseObject({ content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish(), refusal: z.string().nullish() });
const choice = z.looseObject({ message: part.nullish(), delta: part.nullish(), finish_reason: z.string().nullish() });
const usage = z.looseObject({ prompt_tokens: z.number().int().min(0).catch(0), completion_tokens: z.number().int().min(0).catch(0) });
const piece = z.looseObject({ choices: z.array(choice).default([]), usage: usage.nullish(), error: z.unknown().optional() });
type Part = z.output<typeof part>;
type Piece = z.output<typeof piece>;

/** An answer of a chat route larger than this is no answer to our question. */
const MOST_BYTES = 4_000_000;

/**
 * Reads an answer of the chat route, whole (`chat.completion`) or as a stream of server-sent events (`chat.completion.chunk`): servers
 * differ in which of them they send.
 * @throws LlmUnavailable LLM.CUT_OFF when it ends in the middle; LlmRejected LLM.BAD_ANSWER when it is something else.
 */
export async function readAnswer(response: Response): Promise<LlmAnswer> {
  const body = await readBody(response);
  const isStream = response.headers.get('content-type')?.includes('event-stream') ?? false;
  return isStream || /^(?:data|event|:)/.test(body) ? joined(eventsOf(body)) : joined({ pieces: [pieceOf(body)], ended: true });
}

async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) {
      text += decoder.decode(bytes as Uint8Array, { stream: true });
      if (text.length > MOST_BYTES) throw new LlmRejected('LLM.BAD_ANSWER', 'the language model server sends more than an answer: is LLM_BASE_URL right?');
    }
  } catch (error) {
    if (error instanceof LlmRejected) throw error;
    throw cutOff();
  }
  return text + decoder.decode();
}

const cutOff = (): LlmUnavailable => new LlmUnavailable('LLM.CUT_OFF', 'the language model server ended its answer in the middle');

function pieceOf(text: string): Piece {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Half an object is an answer that was cut; anything else comes from another kind of server.
    if (text.trimStart().startsWith('{')) throw cutOff();
    throw new LlmRejected('LLM.BAD_ANSWER', 'the language model server does not answer in JSON: does LLM_BASE_URL name its API (often ending in /v1)?');
  }
  const read = piece.safeParse(value);
  if (!read.success) throw new LlmRejected('LLM.BAD_ANSWER', 'the language model server answers in another shape than the chat route: does LLM_BASE_URL name its API (often ending in /v1)?');
  if (read.data.error !== undefined && read.data.error !== null) throw new LlmUnavailable('LLM.BROKEN', 'the language model server reports an error within its answer');
  return read.data;
}

function eventsOf(body: string): { pieces: Piece[]; ended: boolean } {
  const pieces: Piece[] = [];
  for (const event of body.split(/\r?\n\r?\n/)) {
    const data = event.split(/\r?\n/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart()).join('\n');
    if (data === '[DONE]') return { pieces, ended: true };
    if (data !== '') pieces.push(pieceOf(data));
  }
  return { pieces, ended: false };
}

function joined({ pieces, ended }: { pieces: readonly Piece[]; ended: boolean }): LlmAnswer {
  const choices = pieces.flatMap((p) => p.choices.slice(0, 1));
  const reason = choices.findLast((c) => c.finish_reason)?.finish_reason ?? null;
  if (!ended && reason === null) throw cutOff();
  const parts = choices.map((c): Part => c.message ?? c.delta ?? {});
  const used = pieces.findLast((p) => p.usage)?.usage;
  return {
    text: parts.map(({ content }) => (typeof content === 'string' ? content : (content ?? []).map((c) => c.text ?? '').join(''))).join(''),
    promptTokens: used?.prompt_tokens ?? null,
    completionTokens: used?.completion_tokens ?? null,
    fault: reason === 'length' ? 'length' : reason === 'content_filter' || parts.some((p) => p.refusal) ? 'refused' : null,
  };
}
