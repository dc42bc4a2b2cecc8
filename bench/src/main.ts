import { appendBench } from './append/append.bench.js';
import type { Bench } from './bench.js';

/** Every figure of the README comes from one of these. */
const benches: Readonly<Record<string, Bench>> = {
  append: appendBench,
};

const [name = '', ...args] = process.argv.slice(2);
const asJson = args.includes('--json');
const bench = benches[name];
if (!bench) {
  const list = Object.entries(benches).map(([key, { about }]) => `  ${key.padEnd(10)} ${about}`);
  process.stderr.write(`usage: npm run bench -- <name> [--json]\n${list.join('\n')}\n`);
  process.exit(2);
}

const { figures, text, met } = await bench.run((message) => process.stderr.write(`${message}\n`), args.filter((arg) => arg !== '--json'));
process.stdout.write(asJson ? `${JSON.stringify(figures)}\n` : `${text}\n`);
process.exitCode = met ? 0 : 1;
