// `npm run redact -- --jsonl < in > out`: {"id","text"} lines in, {"id","spans","text"} out. A bad line is told on standard error
// with its number, the others are redacted all the same; exit code 1 then, 2 for a wrong command line.
import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { ensureDependencies, checkNode } from './dependencies.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { run, SetupError, step } from './progress.mjs';

const USAGE = 'usage: npm run redact -- --jsonl < in.jsonl > out.jsonl\n';

/** Lines end at "\n" alone: a JSON string may hold U+2028. */
async function* linesOf(stream) {
  const decoder = new StringDecoder('utf8');
  let pieces = [];
  for await (const chunk of stream) {
    const [first, ...rest] = decoder.write(chunk).split('\n');
    pieces.push(first);
    for (const piece of rest) {
      yield pieces.join('');
      pieces = [piece];
    }
  }
  yield pieces.join('') + decoder.end();
}

await main(async () => {
  const args = process.argv.slice(2);
  if (args.length !== 1 || args[0] !== '--jsonl') {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  checkNode();
  await ensureDependencies();
  if ((await step('build', () => run(process.execPath, ['tools/build.mjs'], { cwd: root }))) !== 0) throw new SetupError('the build failed; its reason stands above.');
  const { redactJsonLine } = await import('../../libs/redaction/dist/index.js');
  let number = 0;
  for await (const line of linesOf(process.stdin)) {
    number += 1;
    const answer = redactJsonLine(line, number);
    if (answer === null) continue;
    if ('fault' in answer) {
      process.stderr.write(`${answer.fault}\n`);
      process.exitCode = 1;
    } else if (!process.stdout.write(`${answer.line}\n`)) await once(process.stdout, 'drain');
  }
});
