// What judges the manifests: the API server and kubectl of Kubernetes itself, and KEDA's own definitions of its resources.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { goModule, goProgram } from '../setup/go-program.mjs';

const KUBERNETES = 'v1.34.1';
const KEDA = 'v2.21.0';

/** @returns the folder of `kube-apiserver` and `kubectl`, built once (some minutes). */
export const kubernetesPrograms = () =>
  goProgram({ module: 'k8s.io/kubernetes', version: KUBERNETES, packages: ['./cmd/kube-apiserver', './cmd/kubectl'], flags: [`-ldflags=-s -w -X k8s.io/component-base/version.gitVersion=${KUBERNETES}`], prepare: useReleasedParts });

/** @returns the files of KEDA's custom resource definitions. */
export async function kedaDefinitions() {
  const folder = path.join(await goModule('github.com/kedacore/keda/v2', KEDA), 'config/crd/bases');
  return (await readdir(folder)).filter((file) => file.endsWith('.yaml')).map((file) => path.join(folder, file));
}

/**
 * The repository builds its parts (`k8s.io/api`, `k8s.io/client-go`, …) from folders that its module does not carry; each is also
 * released as a module of its own, v1.34.1 as v0.34.1, and these are put in their place.
 */
async function useReleasedParts(sources) {
  await Promise.all(['go.work', 'go.work.sum', 'vendor'].map((name) => rm(path.join(sources, name), { recursive: true, force: true })));
  const file = path.join(sources, 'go.mod');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^replace \([^)]*^\)$/ms, '').replaceAll(/^(\s*k8s\.io\/\S+) v0\.0\.0$/gm, `$1 ${KUBERNETES.replace('v1.', 'v0.')}`).replaceAll(/^(\s*k8s\.io\/\S+) v0\.0\.0( .*)$/gm, `$1 ${KUBERNETES.replace('v1.', 'v0.')}$2`));
}
