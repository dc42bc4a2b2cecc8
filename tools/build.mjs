// Compiles every workspace package from src/ to dist/ with SWC, only the files whose source is newer than their output.
// `npm run typecheck` is what checks types; this step only has to be fast, because the demo's second start waits for it.
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const options = path.join(root, '.swcrc');

async function packages() {
  const groups = await Promise.all(
    ['libs', 'apps'].map(async (dir) => (await readdir(path.join(root, dir))).map((name) => path.join(dir, name))),
  );
  return [...groups.flat(), 'e2e', 'bench'];
}

async function filesUnder(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((e) => e.isFile()).map((e) => path.relative(dir, path.join(e.parentPath, e.name)));
}

const mtime = (file) => stat(file).then((s) => s.mtimeMs, () => 0);

async function compile(source, target) {
  const { code, map } = await transformFile(source, { configFile: options, filename: source, sourceFileName: path.relative(path.dirname(target), source) });
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map ?? '');
  await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
}

async function buildPackage(pkg) {
  const src = path.join(root, pkg, 'src');
  const dist = path.join(root, pkg, 'dist');
  const sources = await filesUnder(src);
  const wanted = new Set();
  let built = 0;
  for (const file of sources) {
    if (/\.d\.ts$|\.spec\.ts$/.test(file)) continue;
    const isCode = file.endsWith('.ts');
    const out = isCode ? file.replace(/\.ts$/, '.js') : file;
    wanted.add(out);
    if (isCode) wanted.add(`${out}.map`);
    const from = path.join(src, file);
    const to = path.join(dist, out);
    if ((await mtime(to)) >= Math.max(await mtime(from), configTime)) continue;
    if (isCode) await compile(from, to);
    else {
      await mkdir(path.dirname(to), { recursive: true });
      await cp(from, to);
    }
    built += 1;
  }
  for (const file of await filesUnder(dist)) if (!wanted.has(file)) await rm(path.join(dist, file));
  return built;
}

const configTime = Math.max(await mtime(options), await mtime(fileURLToPath(import.meta.url)));
const counts = await Promise.all((await packages()).map(buildPackage));
const total = counts.reduce((a, b) => a + b, 0);
if (total > 0) process.stderr.write(`built ${total} files\n`);
