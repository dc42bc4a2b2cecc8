/** The kinds of business facts that the corpus labels, and what a label of each may say. */
export const KINDS = [
  'order.cancellation-requested',
  'refund.requested',
  'customer.complaint-logged',
  'customer.dispute-raised',
  'callback.requested',
  'customer.issue-identified',
  'escalation.risk-raised',
  'competitor.mentioned',
  'agent.commitment-made',
] as const;

export type Kind = (typeof KINDS)[number];

/** Fields that name or measure something in the world: they have to be exact, and null where nothing was said. */
export const ENTITY_FIELDS = ['orderId', 'invoiceId', 'amount', 'currency', 'dueAt', 'competitor'] as const;
/** Fields that sort a fact; they are counted apart. */
export const DETAIL_FIELDS = ['topic', 'signals', 'action'] as const;

export type EntityField = (typeof ENTITY_FIELDS)[number];
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** The fields of each kind. An entity field that a label leaves out means the same as null; a detail has to be given. */
export const FIELDS: Readonly<Record<Kind, readonly (EntityField | DetailField)[]>> = {
  'order.cancellation-requested': ['orderId'],
  'refund.requested': ['amount', 'currency', 'orderId', 'invoiceId'],
  'customer.complaint-logged': ['topic'],
  'customer.dispute-raised': ['invoiceId', 'amount', 'currency'],
  'callback.requested': ['dueAt'],
  'customer.issue-identified': ['topic'],
  'escalation.risk-raised': ['signals'],
  'competitor.mentioned': ['competitor'],
  'agent.commitment-made': ['action', 'dueAt'],
};

/** By which field two facts of one kind are told apart. */
export const IDENTIFYING: Readonly<Record<Kind, readonly (EntityField | DetailField)[]>> = {
  'order.cancellation-requested': ['orderId'],
  'refund.requested': ['orderId', 'invoiceId', 'amount'],
  'customer.complaint-logged': ['topic'],
  'customer.dispute-raised': ['invoiceId', 'amount'],
  'callback.requested': ['dueAt'],
  'customer.issue-identified': ['topic'],
  'escalation.risk-raised': ['signals'],
  'competitor.mentioned': ['competitor'],
  'agent.commitment-made': ['action', 'dueAt'],
};
