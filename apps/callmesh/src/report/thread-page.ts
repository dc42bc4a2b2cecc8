import type { ConversationThread, ThreadAction, ThreadChange, ThreadEvent } from '@callmesh/insights';
import { html, Html } from './html.js';
import { recordingCard } from './recording-card.js';
import { threadPageStyle } from './thread-page.style.js';

/** Steps of the machinery: they are what the cards are made of, not facts about the customer. */
const MACHINERY = /^(call\.(recorded|transcribed|quarantined|refused-no-consent|transcription-failed)|action\.|crm\.)/;

/** The rest of a change is named, not shown: the page is to be read at a glance. */
const FIELDS_SHOWN = 4;

/** A thread as one self-contained page: recording → events → action → CRM on one line, with ids, times and quotes. */
export function threadPage(thread: ConversationThread, file: string): string {
  const insights = thread.events.filter(({ type }) => !MACHINERY.test(type));
  const rows = insights.flatMap((event) => rowsOf(event, thread));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${thread.call?.fileName ?? file} · callmesh</title><style>${new Html(threadPageStyle)}</style></head>
<body><main>
<h1>${thread.call?.fileName ?? file} <span class="badge ${thread.status}">${thread.status}</span></h1>
<p class="lead">${thread.summary ?? thread.reason ?? ''}</p>
<div class="flow">
  <div class="recording"><div class="recording-head">Recording</div>${recordingCard(thread, file)}</div>
  <div class="arrow${rows.length === 0 ? ' none' : ''}"></div>
  <div><div class="head"><div>Event</div><div></div><div>Action</div><div></div><div>CRM</div></div>${rows}</div>
</div>
<footer>Conversation <span class="id">${thread.conversationId}</span> is the correlation id of everything on this page. Quotes are redacted; times in quotes are places in the recording.</footer>
</main></body></html>
`.text;
}

function rowsOf(event: ThreadEvent, { actions, crm }: ConversationThread): Html[] {
  const asked = actions.filter(({ factId }) => factId === event.id);
  if (asked.length === 0) return [row(eventCard(event), undefined, undefined)];
  return asked.map((action) => {
    const change = crm.find(({ actionId }) => actionId === action.actionId);
    return row(eventCard(event), actionCard(action), change ? crmCard(change) : nothingYet(action));
  });
}

function row(event: Html, action: Html | undefined, change: Html | undefined): Html {
  return html`<div class="row">${event}<div class="arrow${action ? '' : ' none'}"></div>${action ?? new Html('<div></div>')}<div class="arrow${change ? '' : ' none'}"></div>${change ?? new Html('<div></div>')}</div>`;
}

function eventCard({ id, type, time, confidence, detail, quote, startMs, speaker, entities }: ThreadEvent): Html {
  const chips = [...new Set(entities.map(({ kind, value, placeholder, text }) => `${kind} ${value ?? placeholder ?? text}`))];
  return html`<div class="card event"><h2>${type}</h2>
<div class="meta">${clock(time)}${confidence === null ? '' : ` · confidence ${confidence.toFixed(2)}`}</div>
${detail === null ? undefined : html`<div class="why">${detail}</div>`}
${quote === null ? undefined : html`<div class="quote">“${quote}”</div><div class="meta">${speaker} at ${place(startMs)}</div>`}
${chips.length === 0 ? undefined : html`<div class="chips">${chips.map((chip) => html`<span>${chip}</span>`)}</div>`}
<div class="id">${id}</div></div>`;
}

function actionCard({ actionId, kind, state, summary, reason, decision, decidedBy, confidence, threshold, dueAt }: ThreadAction): Html {
  return html`<div class="card action is-${state}"><h2>${kind} <span class="badge ${state}">${state}</span></h2>
<div class="meta">confidence ${confidence.toFixed(2)}, unattended from ${threshold.toFixed(2)}${dueAt === null ? '' : ` · due ${dueAt.replace('T', ' ').slice(0, 16)} UTC`}</div>
<div class="why">${summary}</div>
<div class="why">${decision === null ? html`<b>Waits for a person:</b> ${reason}` : html`<b>${decision}</b> by ${decidedBy}: ${reason}`}</div>
<div class="id">${actionId}</div></div>`;
}

function crmCard({ destination, object, id, change, changes }: ThreadChange): Html {
  return html`<div class="card crm"><h2>${object} ${id}</h2><div class="meta">${destination} · ${change}</div>
<table>${changes.slice(0, FIELDS_SHOWN).map(({ field, before, after }) => html`<tr><td>${field}</td><td>${before === null ? undefined : html`<del>${short(before)}</del> → `}${short(after ?? 'cleared')}</td></tr>`)}</table>
${changes.length > FIELDS_SHOWN ? html`<div class="more">and ${changes.slice(FIELDS_SHOWN).map(({ field }) => field).join(', ')}</div>` : undefined}</div>`;
}

function nothingYet({ state }: ThreadAction): Html {
  const why = state === 'drafted' ? 'Nothing is written before somebody has decided.' : state === 'reviewed' ? 'Being written.' : 'Nothing was written.';
  return html`<div class="card empty">${why}</div>`;
}

const short = (text: string): string => (text.length > 110 ? `${text.slice(0, 108)}…` : text);
const clock = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
const place = (ms: number | null): string => (ms === null ? '–' : `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`);
