import { Refused } from '../../domain/destination.errors.js';
import type { Effect } from '../../domain/effect.js';

/** Properties that callmesh adds to HubSpot. */
export const EFFECT_KEY = 'callmesh_effect_key';
export const CONVERSATION = 'callmesh_conversation_id';
export const EVIDENCE = 'callmesh_evidence';
export const QUOTE = 'callmesh_quote';
export const HOLD = 'callmesh_hold';

export type Properties = Readonly<Record<string, string>>;

/** A record that an effect makes. */
export interface NewRecord {
  readonly make: 'tickets' | 'tasks' | 'calls';
  readonly properties: Properties;
}

/** A property of a known record that an effect sets. */
export interface KnownRecord {
  readonly change: 'orders' | 'invoices';
  /** The property that holds the business key. */
  readonly keyProperty: string;
  readonly property: string;
  readonly value: string;
  /** Values at which the change comes too late, in HubSpot's terms. */
  readonly tooLate: readonly string[];
  /** Singular, for refusals: `CRM.NO_ORDER`. */
  readonly called: string;
}

const priorities: Readonly<Record<string, string>> = { high: 'HIGH', medium: 'MEDIUM', low: 'LOW' };
const directions: Readonly<Record<string, string>> = { inbound: 'INBOUND', outbound: 'OUTBOUND' };
const iso = (ms: number): string => new Date(ms).toISOString();

/** What an effect is in HubSpot's terms (developers.hubspot.com, guides of the CRM objects). */
export function mapEffect(effect: Effect): NewRecord | KnownRecord {
  const { wanted } = effect;
  switch (effect.kind) {
    case 'call-note':
      return {
        make: 'calls',
        properties: filled({
          hs_timestamp: iso(effect.callStartedAt),
          hs_call_title: wanted.title,
          hs_call_body: wanted.body,
          hs_call_direction: directions[wanted.direction ?? ''],
          hs_call_duration: wanted.durationMs,
          hs_call_status: 'COMPLETED',
        }),
      };
    case 'open-case':
      return {
        make: 'tickets',
        properties: filled({
          subject: wanted.subject ?? 'Complaint',
          content: wanted.description,
          hs_pipeline: '0',
          hs_pipeline_stage: '1',
          hs_ticket_priority: priorities[wanted.priority ?? ''],
        }),
      };
    case 'call-back':
      if (effect.dueAt === null) throw new Refused('CRM.NO_DUE_TIME', 'nothing says when to call back: amend it with a time');
      return {
        make: 'tasks',
        properties: filled({
          hs_timestamp: iso(effect.dueAt),
          hs_task_subject: wanted.subject ?? 'Call back',
          hs_task_body: [wanted.description, wanted.when && `Said: ${wanted.when}`].filter(Boolean).join('\n'),
          hs_task_status: 'NOT_STARTED',
          hs_task_type: 'CALL',
        }),
      };
    case 'cancel-order':
      return {
        change: 'orders',
        keyProperty: 'hs_external_order_id',
        property: 'hs_external_order_status',
        value: wanted.status ?? 'cancelled',
        tooLate: ['shipped', 'delivered'],
        called: 'order',
      };
    case 'dispute-hold':
      return { change: 'invoices', keyProperty: 'hs_number', property: HOLD, value: wanted.hold ?? 'disputed', tooLate: [], called: 'invoice' };
    default:
      throw new Refused('CRM.UNKNOWN_KIND', `no change in HubSpot is known for ${effect.kind}`);
  }
}

function filled(properties: Readonly<Record<string, string | undefined>>): Properties {
  return Object.fromEntries(Object.entries(properties).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
