import type { ObjectType, PropertyDefinition } from './records.js';

// The part of HubSpot's default properties that callmesh reads or writes (developers.hubspot.com, CRM object guides).
const names: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: ['firstname', 'lastname', 'email', 'phone', 'mobilephone', 'company'],
  orders: ['hs_order_name', 'hs_external_order_id', 'hs_external_order_status', 'hs_fulfillment_status', 'hs_total_price', 'hs_currency_code'],
  invoices: ['hs_number', 'hs_title', 'hs_invoice_status', 'hs_amount_billed', 'hs_currency'],
  tickets: ['subject', 'content', 'hs_pipeline', 'hs_pipeline_stage', 'hs_ticket_priority', 'hs_ticket_category'],
  tasks: ['hs_timestamp', 'hs_task_subject', 'hs_task_body', 'hs_task_status', 'hs_task_priority', 'hs_task_type'],
  calls: ['hs_timestamp', 'hs_call_title', 'hs_call_body', 'hs_call_direction', 'hs_call_duration', 'hs_call_status'],
};

/** Properties that HubSpot wants when a record is made. */
export const requiredProperties: Readonly<Record<ObjectType, readonly string[]>> = {
  contacts: [],
  orders: [],
  invoices: [],
  tickets: ['subject', 'hs_pipeline_stage'],
  tasks: ['hs_timestamp'],
  calls: ['hs_timestamp'],
};

/** Properties that exist before anybody made one. */
export function builtInProperties(type: ObjectType): Map<string, PropertyDefinition> {
  return new Map(
    names[type].map((name) => [
      name,
      { name, label: name, type: 'string', fieldType: 'text', groupName: `${type}_information`, hasUniqueValue: false },
    ]),
  );
}
