/** What a caller may be (R6). */
export type Role = 'agent' | 'reviewer' | 'supervisor' | 'admin' | 'operator' | 'subscriber';

/** The authenticated caller of an HTTP route. */
export interface Caller {
  readonly tenantId: string;
  readonly role: Role;
  /** Name of the API key, the `decidedBy` and audit actor. */
  readonly name: string;
}
