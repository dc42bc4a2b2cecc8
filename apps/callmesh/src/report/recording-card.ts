import type { ConversationThread } from '@callmesh/insights';
import { html, Html } from './html.js';
import { seconds } from './thread-text.js';

const COLOURS: Readonly<Record<string, string>> = { capture: '#8fb4ef', transcription: '#2f6fde', extraction: '#6b4fc4', review: '#d99a2b', application: '#1d8a57' };

/** What is known of the call itself, and where its time went. */
export function recordingCard(thread: ConversationThread, file: string): Html {
  const { call, engine, utterances, analysis, conversationId } = thread;
  if (!call) return html`<div class="card"><h2>${file}</h2><div class="why">${thread.reason}</div><div class="id">${conversationId}</div></div>`;
  const assumed = new Set(call.assumed);
  const line = (name: string, value: string | number | null, field?: string): Html =>
    value === null ? new Html('') : html`<dt>${name}</dt><dd>${value}${field && assumed.has(field) ? new Html(' <span class="assumed">(assumed)</span>') : undefined}</dd>`;
  return html`<div class="card"><h2>${call.fileName ?? file}</h2>
<div class="meta">${call.direction} · ${call.platform}</div>
<dl>${line('started', inZone(call.startedAt, call.timeZone), 'startedAt')}${line('length', call.durationMs === null ? null : length(call.durationMs))}${line('agent', call.agentId, 'agentId')}${line('call id', call.platformCallId, 'callId')}${line('consent', call.consent, 'consent')}${line('heard by', engine)}${line('utterances', utterances)}</dl>
${analysis ? html`<div class="chips">${chips(analysis).map((chip) => html`<span>${chip}</span>`)}</div>` : undefined}
${stageBar(thread)}
<div class="id">${conversationId}</div></div>`;
}

function chips({ intent, topics, sentiment, satisfaction, escalationRisk }: NonNullable<ConversationThread['analysis']>): string[] {
  return [intent, ...topics, sentiment, satisfaction === null ? null : `satisfaction ${satisfaction}/10`, escalationRisk === null ? null : `escalation ${escalationRisk}`].filter((chip) => chip !== null);
}

/** One bar for the machine's own time; a person's thinking would dwarf it and is left to the list. */
function stageBar({ stages }: ConversationThread): Html {
  const byName = new Map<string, number>();
  for (const { name, ms } of stages) byName.set(name, Math.max(byName.get(name) ?? 0, ms));
  const shown = [...byName];
  const bar = shown.filter(([name]) => name !== 'review');
  return html`<div class="bar">${bar.map(([name, ms]) => html`<span style="flex:${Math.max(1, ms)};background:${COLOURS[name] ?? '#999'}"></span>`)}</div>
<ul class="stages">${shown.map(([name, ms]) => html`<li><span><i style="background:${COLOURS[name] ?? '#999'}"></i>${name}</span><span>${seconds(ms)}</span></li>`)}</ul>`;
}

function inZone(time: string, timeZone: string): string {
  const format = (zone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
  try {
    return `${format(timeZone)} (${timeZone})`;
  } catch {
    return `${format('UTC')} (UTC)`;
  }
}

const length = (ms: number): string => `${Math.floor(ms / 60_000)} min ${Math.round(ms / 1_000) % 60} s`;
