/** Object types of this CRM, by their name in the API's paths. */
export const objectTypes = ['contacts', 'orders', 'invoices', 'tickets', 'tasks', 'calls'] as const;
export type ObjectType = (typeof objectTypes)[number];

export type Properties = Readonly<Record<string, string>>;

/** One property that one write changed; what the page shows. */
export interface Change {
  readonly at: string;
  readonly property: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface CrmRecord {
  readonly type: ObjectType;
  readonly id: string;
  readonly properties: Properties;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** False for what was there from the start. */
  readonly byApi: boolean;
  readonly changes: readonly Change[];
  /** When the search index shows this version, ms since the epoch. */
  readonly indexedAt: number;
}

export interface PropertyDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly fieldType: string;
  readonly groupName: string;
  readonly hasUniqueValue: boolean;
}

export interface Association {
  readonly fromType: ObjectType;
  readonly fromId: string;
  readonly toType: ObjectType;
  readonly toId: string;
}

/** A committed step; the journal is a list of them, and replaying it gives the same CRM. */
export type Step =
  | { readonly step: 'record'; readonly record: CrmRecord }
  | { readonly step: 'gone'; readonly objectType: ObjectType; readonly id: string }
  | { readonly step: 'property'; readonly objectType: ObjectType; readonly definition: PropertyDefinition }
  | { readonly step: 'association'; readonly association: Association };

/** The path may name a type in singular or plural, as HubSpot's does. */
export function objectTypeOf(name: string): ObjectType | undefined {
  return objectTypes.find((type) => type === name || type === `${name}s`);
}
