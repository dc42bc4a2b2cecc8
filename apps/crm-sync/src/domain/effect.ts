import type { ActionReviewedV1, FieldChange, Party } from '@callmesh/contracts';

/** What a reviewed action asks of a destination. */
export interface Effect {
  /** Fact and kind: however many actions, attempts and processes, a destination gets one effect of this key. */
  readonly key: string;
  readonly actionId: string;
  readonly conversationId: string;
  readonly kind: string;
  /** Business key of the object meant, e.g. the order id; null when a new object is made. */
  readonly objectKey: string | null;
  /** Wanted values by callmesh's field names. */
  readonly wanted: Readonly<Record<string, string>>;
  readonly customer: Party | null;
  /** The destination's id of the contact, where a reviewer named it. */
  readonly contactId: string | null;
  /** Milliseconds since the epoch. */
  readonly dueAt: number | null;
  readonly callStartedAt: number;
  /** The redacted words that it rests on. */
  readonly quote: string | null;
}

/** What became of an effect. */
export interface Applied {
  /** Object type by the destination's own name. */
  readonly object: string;
  readonly objectId: string;
  readonly operation: 'created' | 'updated' | 'unchanged';
  readonly changes: readonly FieldChange[];
  /** The contact at the destination that it was made for. */
  readonly contactId?: string;
}

const CONTACT_FIELD = 'contact';

export function effectKey(factId: string, kind: string): string {
  return `${factId}:${kind}`;
}

/** The effect that a reviewed action asks for. */
export function effectOf(action: ActionReviewedV1): Effect {
  const wanted = Object.fromEntries(action.target.fields.flatMap(({ field, after }) => (after === null ? [] : [[field, after]])));
  const { [CONTACT_FIELD]: contactId = null, ...fields } = wanted;
  const spoken = action.evidence.find(({ speaker }) => speaker === 'customer') ?? action.evidence[0];
  return {
    key: effectKey(action.factId, action.kind),
    actionId: action.actionId,
    conversationId: action.conversationId,
    kind: action.kind,
    objectKey: action.target.key,
    wanted: fields,
    customer: action.customer,
    contactId,
    dueAt: action.dueAt,
    callStartedAt: action.callStartedAt,
    quote: spoken?.quote ?? null,
  };
}
