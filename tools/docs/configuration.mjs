// Renders docs/reference/configuration.md from the schema of the environment (needs a build); `--check` fails when it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { environmentSchema } from '../../libs/service-defaults/dist/index.js';
import { root } from '../setup/paths.mjs';

const file = path.join(root, 'docs/reference/configuration.md');
const { properties } = environmentSchema.toJSONSchema({ io: 'input', unrepresentable: 'any' });
const rows = Object.entries(properties).map(([name, { description = '', default: fallback }]) => `| \`${name}\` | ${fallback === undefined ? '–' : `\`${fallback}\``} | ${description} |`);
const text = `# Configuration

Everything is an environment variable; secrets may come from nowhere else. Faults are all listed at once at start-up, each with what to do.
Rendered from \`libs/service-defaults/src/config/environment.ts\` by \`node tools/docs/configuration.mjs\`.

| variable | default | what it is |
|---|---|---|
${rows.join('\n')}
`;

if (process.argv.includes('--check')) {
  const isFresh = readFileSync(file, 'utf8') === text;
  if (!isFresh) process.stderr.write('docs/reference/configuration.md is stale: run node tools/docs/configuration.mjs\n');
  process.exit(isFresh ? 0 : 1);
}
writeFileSync(file, text);
