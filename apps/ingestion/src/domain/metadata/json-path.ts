const STEP = /\.?([\p{L}_$][\p{L}\p{N}_$-]*)|\[(\d+)\]|\[(?:"([^"]+)"|'([^']+)')\]/uy;

/** @returns the steps of a path such as `$.call.agent['id']` or `recordings[0].id`; null when it is malformed. */
export function parsePath(path: string): (string | number)[] | null {
  const body = path.startsWith('$') ? path.slice(1) : path;
  const steps: (string | number)[] = [];
  for (STEP.lastIndex = 0; STEP.lastIndex < body.length; ) {
    const match = STEP.exec(body);
    if (!match) return null;
    const [, name, index, double, single] = match;
    steps.push(index === undefined ? (name ?? double ?? single ?? '') : Number(index));
  }
  return steps.length > 0 ? steps : null;
}

/** @returns what stands there; undefined when nothing does. Own properties alone: metadata is hostile input. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const step of parsePath(path) ?? []) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}
