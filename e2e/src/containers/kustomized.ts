import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** Any Kubernetes object, as far as these tests look into it. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Json;
  readonly [field: string]: Json;
}

/** A value of a document that was read; looked into with care by whoever knows its shape. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- manifests have some thirty shapes, whose judge is the API server (`npm run k8s:check`)
export type Json = any;

interface Kustomization {
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly patches?: readonly { readonly path?: string; readonly patch?: string; readonly target?: { readonly kind?: string; readonly labelSelector?: string; readonly name?: string } }[];
}

/** Lists whose entries are merged by name, as a strategic merge does; others are replaced. */
const BY_NAME = new Set(['containers', 'initContainers', 'env', 'volumes', 'ports']);
const BY_PATH = new Set(['volumeMounts']);

/**
 * The manifests of a folder with its components and strategic patches applied: enough of kustomize to test what comes out, without the program.
 * @param before what a component is added to.
 */
export function manifestsOf(folder: string, before: readonly Manifest[] = []): Manifest[] {
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const { resources = [], components = [], patches = [] } = parse(read('kustomization.yaml'), { merge: true }) as Kustomization;
  const own = [...before, ...resources.flatMap((resource) => (resource.endsWith('.yaml') ? documents(read(resource)) : manifestsOf(path.join(folder, resource))))];
  const whole = components.reduce<Manifest[]>((all, component) => manifestsOf(path.join(folder, component), all), own);
  return patches.reduce<Manifest[]>((all, { path: file, target }) => {
    if (!file) return all;
    const patch = parse(read(file)) as Manifest | Json[];
    if (Array.isArray(patch)) return all;
    return all.map((manifest) => (isMeant(manifest, patch, target) ? (merged(manifest, { ...patch, metadata: { ...patch.metadata, name: manifest.metadata.name } }) as Manifest) : manifest));
  }, whole);
}

/** The documents of a file. */
export const documents = (text: string): Manifest[] => parseAllDocuments(text).map((document) => document.toJSON() as Manifest);

function isMeant(manifest: Manifest, patch: Manifest, target: NonNullable<Kustomization['patches']>[number]['target']): boolean {
  if (!target) return manifest.kind === patch.kind && manifest.metadata.name === patch.metadata.name;
  const [label, value] = target.labelSelector?.split('=') ?? [];
  if (target.kind && target.kind !== manifest.kind) return false;
  if (target.name && !new RegExp(`^${target.name}$`).test(manifest.metadata.name)) return false;
  return label === undefined || manifest.metadata.labels?.[label] === value;
}

function merged(base: Json, patch: Json, field = ''): Json {
  if (patch === null) return undefined;
  if (Array.isArray(base) && Array.isArray(patch)) {
    const key = BY_NAME.has(field) ? 'name' : BY_PATH.has(field) ? 'mountPath' : undefined;
    if (!key) return patch;
    const kept = base.map((entry) => merged(entry, patch.find((one) => one[key] === entry[key]) ?? {}));
    return [...kept, ...patch.filter((one) => !base.some((entry) => entry[key] === one[key]))];
  }
  if (!isObject(base) || !isObject(patch)) return patch;
  const result: Record<string, Json> = { ...base };
  for (const [name, value] of Object.entries(patch)) result[name] = merged(base[name], value, name);
  return result;
}

const isObject = (value: unknown): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value);
