import { setTimeout as sleep } from 'node:timers/promises';
import { callMetadata, callScript } from './call-script.js';

/** Where transcripts are handed in, and how it answers. */
export type Ask = <T>(method: 'GET' | 'POST', route: string, body?: FormData) => Promise<T | undefined>;

/** How a feed went. */
export interface Fed {
  /** Transcripts that were accepted. */
  readonly calls: number;
  /** From the first byte sent until the last was accepted. */
  readonly feedMs: number;
  /** From the first byte sent until nothing was under way any more: every action applied, or waiting for a person. */
  readonly totalMs: number;
  /** Conversations by their status at the end. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** What is fed. */
export interface Feed {
  readonly calls: number;
  readonly utterances: number;
  /** Clients that hand in at once. */
  readonly clients: number;
  /** Calls of this feed begin with this number, so that a second one brings new ones. */
  readonly from: number;
}

interface Line {
  readonly status: string;
  readonly settled: boolean;
}
interface Page {
  readonly items: readonly Line[];
  readonly next: string | null;
}

/** Hands transcripts in as fast as they are taken, and waits for the last action. */
export async function feed(ask: Ask, { calls, utterances, clients, from }: Feed, progress: (message: string) => void): Promise<Fed> {
  const began = performance.now();
  const since = new Date().toISOString();
  let next = from;
  const client = async (): Promise<void> => {
    for (let seed = next++; seed < from + calls; seed = next++) {
      const form = new FormData();
      form.set('metadata', JSON.stringify(callMetadata(seed)));
      form.set('file', new Blob([callScript(seed, utterances)]), 'call.json');
      const answer = await ask<{ status: string }>('POST', '/api/v1/calls', form);
      if (answer?.status !== 'accepted') throw new Error(`call ${seed} was not accepted: ${JSON.stringify(answer)}`);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const feedMs = performance.now() - began;
  progress(`${calls} transcripts handed in within ${(feedMs / 1000).toFixed(1)} s`);

  for (; await underWay(ask, since); await sleep(250));
  const totalMs = performance.now() - began;
  return { calls, feedMs: Math.round(feedMs), totalMs: Math.round(totalMs), statuses: await statuses(ask, since) };
}

async function underWay(ask: Ask, since: string): Promise<boolean> {
  const page = await ask<Page>('GET', `/api/v1/conversations?status=in-progress&limit=1&from=${since}`);
  return page === undefined || page.items.length > 0;
}

async function statuses(ask: Ask, since: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page | undefined = await ask<Page>('GET', `/api/v1/conversations?limit=500&from=${since}${cursor && `&cursor=${cursor}`}`);
    for (const { status } of page?.items ?? []) counts[status] = (counts[status] ?? 0) + 1;
    cursor = page?.next ?? null;
  }
  return counts;
}
