// Whether SQL only expands: what the previous release uses must stay as it is, for it runs beside this build, and may come back.

const STATEMENTS = [
  [/^drop (?:table|view|materialized view|sequence|type|function|procedure|schema) (?:if exists )?([\w.]+)/i, (m) => [`drops ${m[1]}`, m[1]]],
  [/^revoke ([\w, ]+?) on (?!function\b)(?:table )?([\w.]+)/i, (m) => [`revokes ${m[1]} on ${m[2]}`, m[2]]],
  [/^truncate (?:table )?([\w.]+)/i, (m) => [`empties ${m[1]}`, m[1]]],
  // A rule narrows what may be written.
  [/^create unique index (?:concurrently )?(?:if not exists )?(?:\w+ )?on ([\w.]+)/i, (m) => [`adds a unique index to ${m[1]}`, m[1]]],
  [/^alter (?:view|type|function|index) (?:if exists )?([\w.]+).* rename /i, (m) => [`renames ${m[1]}`, m[1]]],
];

/** Actions of `alter table <table>`. */
const ACTIONS = [
  [/^rename to /i, (m, table) => [`renames ${table}`, table]],
  [/^rename (?!constraint\b)(?:column )?(\w+) to /i, (m, table) => [`renames column ${table}.${m[1]}`, m[1]]],
  [/^drop (?!constraint\b)(?:column )?(?:if exists )?(\w+)/i, (m, table) => [`drops column ${table}.${m[1]}`, m[1]]],
  [/^alter (?:column )?(\w+) (?:set data )?type\b/i, (m) => [`changes the type of column ${m[1]}`, m[1]]],
  [/^alter (?:column )?(\w+) set not null/i, (m) => [`makes column ${m[1]} not null`, m[1]]],
  [/^alter (?:column )?(\w+) drop default/i, (m) => [`takes the default of column ${m[1]} away`, m[1]]],
  [/^add (?:constraint \w+ )?(?:check|unique|primary key|foreign key|exclude)\b/i, (m, table) => [`adds a rule to ${table}`, table]],
  [/^add (?:column )?(?:if not exists )?(\w+) (?=.*\bnot null\b)(?!.*\b(?:default|generated)\b)/i, (m) => [`adds column ${m[1]} not null without a default`, m[1]]],
];

const created = (up) => new Set([...up.matchAll(/\bcreate (?:unlogged )?(?:table|function|view|type) (?:if not exists )?([\w.]+)/gi)].map(([, name]) => name));

/** The text between commas that stand in no bracket. */
function partsOf(list) {
  let depth = 0;
  const parts = [''];
  for (const char of list) {
    depth += char === '(' ? 1 : char === ')' ? -1 : 0;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

const found = (rules, text, table) => rules.flatMap(([pattern, read]) => (pattern.test(text) ? [read(pattern.exec(text), table)] : [])).slice(0, 1);

function inStatement(statement) {
  const [, table, actions] = /^alter table (?:if exists )?(?:only )?([\w.]+) (.*)$/i.exec(statement) ?? [];
  return table ? partsOf(actions).flatMap((action) => found(ACTIONS, action, table)) : found(STATEMENTS, statement);
}

/**
 * What an `up` takes away or narrows that was there before it; what it has made itself it may shape.
 * @param {string} up text of the migration (code with SQL in it), white space as single blanks
 * @returns {{ what: string, name: string }[]}
 */
export function contractionsIn(up) {
  const own = created(up);
  const statements = up.split(/[;`'"]/).map((text) => text.trim());
  return statements.flatMap((statement) => inStatement(statement).filter(([, name]) => !own.has(name) && !own.has(/^alter table (?:if exists )?(?:only )?([\w.]+)/i.exec(statement)?.[1] ?? '')).map(([what, name]) => ({ what, name })));
}
