/** What a caller may be (R6). */
export const roles = ['agent', 'reviewer', 'supervisor', 'admin', 'operator', 'subscriber', 'auditor', 'raw-audio'] as const;

/** One of {@link roles}. `admin` may do everything in its tenant; `operator` runs the mesh, beyond any one tenant; `auditor` reads the audit and nothing else; `raw-audio` alone may hear recordings as they were received, not even `admin`. */
export type Role = (typeof roles)[number];

/** The authenticated caller of an HTTP route. */
export interface Caller {
  readonly tenantId: string;
  readonly role: Role;
  /** Name of the API key, the `decidedBy` and audit actor. */
  readonly name: string;
  /** Types of placeholders (`PHONE`) whose values this key may read, beyond what its role may; absent when it was given none. */
  readonly resolves?: readonly string[];
}
