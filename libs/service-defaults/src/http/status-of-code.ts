/** The one place where a stable error code becomes an HTTP status. The first rule that fits wins. */
const rules: readonly (readonly [RegExp, number])[] = [
  [/^REQUEST\.INVALID$/, 400],
  [/\.(POINT|POSITION|NAME)_INVALID$/, 400],
  [/^REQUEST\.METHOD_NOT_ALLOWED$/, 405],
  [/^REQUEST\.UNSUPPORTED_MEDIA$/, 415],
  [/\.BAD_URI$/, 400],
  [/\.(FORBIDDEN|WRONG_TENANT)$/, 403],
  [/^CLAIM\.GRANT_(UNKNOWN|EXPIRED)$/, 401],
  [/\.RATE_LIMITED$/, 429],
  [/^AUTH\./, 401],
  [/[._]NOT_FOUND$/, 404],
  [/\.TOO_LARGE$/, 413],
  [/^STORAGE\.FULL$/, 507],
  [/^(SERVICE\.UNAVAILABLE|SERVICE\.STARTING|STORAGE\.UNAVAILABLE|GATEWAY\.NO_INSTANCE)$/, 503],
  [/^GATEWAY\.ANSWER_LOST$/, 502],
  [/^INTERNAL$/, 500],
];

/** @returns the HTTP status of a stable code; 409 for every broken rule of the domain. */
export function statusOfCode(code: string): number {
  return rules.find(([pattern]) => pattern.test(code))?.[1] ?? 409;
}
