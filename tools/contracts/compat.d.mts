/** One change that some reader within the major could not bridge. */
export interface Incompatibility {
  /** Dotted path; `[]` for the items of a list, `{}` for the values of a map. */
  readonly field: string;
  readonly problem: string;
}

export function incompatibilities(older: object, newer: object): Incompatibility[];
