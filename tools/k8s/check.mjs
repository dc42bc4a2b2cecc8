// `npm run k8s:check`: a real API server takes every manifest of every overlay, refuses what it should refuse, and ends.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { main } from '../setup/main.mjs';
import { root } from '../setup/paths.mjs';
import { SetupError, step } from '../setup/progress.mjs';
import { startApiServer } from './api-server.mjs';
import { kedaDefinitions } from './programs.mjs';

const overlays = path.join(root, 'k8s/overlays');
const secrets = path.join(root, 'k8s/secrets.example.yaml');
/** Warnings count: by them the server says that the strict pod profile would refuse a template, or that a field is on its way out. */
const WARNING = /^Warning: /m;

function must({ code, stdout, stderr }, what) {
  if (code !== 0 || WARNING.test(stderr)) throw new SetupError(`${what}:\n${stderr}${code === 0 ? '' : stdout}`);
  return stdout;
}

const podTemplates = (documents) =>
  documents
    .map(({ kind, metadata, spec }) => ({ kind, name: metadata.name, owner: spec?.jobTemplate?.spec ?? spec }))
    .filter(({ owner }) => owner?.template?.spec?.containers)
    .map(({ kind, name, owner }) => ({ kind, name, template: { ...owner.template, spec: withClaims(owner) } }));

/** A stateful set gives its pods a volume for each claim that it makes. */
function withClaims({ template, volumeClaimTemplates = [] }) {
  const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: `${name}-0` } }));
  return { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] };
}

async function installKeda(kubectl) {
  for (const file of await kedaDefinitions()) must(await kubectl(['apply', '--server-side', '-f', file]), `KEDA's ${path.basename(file)} was refused`);
  must(await kubectl(['wait', '--for=condition=established', '--timeout=60s', 'crd', '--all']), 'KEDA\'s definitions are not taken up');
}

/** Everything is really created: a dry run would not find that two manifests contradict each other. @returns how many. */
async function checkOverlay(kubectl, name) {
  const rendered = must(await kubectl(['kustomize', path.join(overlays, name)]), `overlay ${name} cannot be rendered`);
  const documents = parseAllDocuments(rendered).map((document) => document.toJSON());
  const namespace = documents.find(({ kind }) => kind === 'Namespace').metadata.name;
  const apply = ['apply', '--validate=strict', '-f', '-'];
  must(await kubectl(apply, JSON.stringify(documents.find(({ kind }) => kind === 'Namespace'))), `overlay ${name}: its namespace was refused`);
  must(await kubectl(['apply', '--validate=strict', '--namespace', namespace, '-f', secrets]), `overlay ${name}: the secrets were refused`);
  must(await kubectl(apply, rendered), `overlay ${name} was refused`);
  // A second time nothing may change: fields that the server fills in differently would be rolled out again at each apply.
  must(await kubectl(apply, rendered), `overlay ${name} was refused the second time`);
  const { items } = JSON.parse(must(await kubectl(['get', '-o', 'json', '-f', '-'], rendered), `overlay ${name} cannot be read back`));
  const changed = items.filter(({ metadata }) => metadata.generation > 1).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  if (changed.length > 0) throw new SetupError(`overlay ${name} changes when it is applied again: ${changed.join(', ')}`);

  // No controller makes pods here; each template is handed in as one, so that admission judges it: its profile and its account.
  const templates = podTemplates(documents);
  for (const { kind, name: owner, template } of templates) {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...template.metadata, name: owner, namespace }, spec: template.spec };
    must(await kubectl(['create', '--dry-run=server', '--validate=strict', '-f', '-'], JSON.stringify(pod)), `overlay ${name}: the pods of ${kind} ${owner} were refused`);
  }
  return { manifests: documents.length, pods: templates.length, sample: { ...templates[0], namespace } };
}

/** A judge that lets everything pass would be no judge. */
async function checkJudge(kubectl, { namespace, template }) {
  const pod = (change) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'wrong', namespace }, spec: change(structuredClone(template.spec)) });
  const wrong = {
    'an unknown field': pod((spec) => ({ ...spec, restartPolcy: 'Never' })),
    'a container that may write to its root as root': pod((spec) => ({ ...spec, securityContext: { runAsUser: 0 }, containers: spec.containers.map((one) => ({ ...one, securityContext: {} })) })),
    'an account that does not exist': pod((spec) => ({ ...spec, serviceAccountName: 'nobody' })),
    'a scaled object without a target': JSON.stringify({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'wrong', namespace }, spec: { triggers: [] } }),
  };
  for (const [what, manifest] of Object.entries(wrong)) {
    const { code } = await kubectl(['create', '--dry-run=server', '--validate=strict', '-f', '-'], manifest);
    if (code === 0) throw new SetupError(`the API server let pass ${what}: it does not judge`);
  }
  return Object.keys(wrong).length;
}

await main(async () => {
  const { kubectl, stop } = await step('API server', startApiServer);
  try {
    const { serverVersion } = JSON.parse(must(await kubectl(['version', '-o', 'json']), 'the API server does not say what it is'));
    await step('KEDA\'s definitions', () => installKeda(kubectl));
    let sample;
    for (const name of (await readdir(overlays)).sort()) {
      const done = await step(`overlay ${name}`, () => checkOverlay(kubectl, name));
      sample ??= done.sample;
      console.log(`✓ ${name}: ${done.manifests} manifests and ${done.pods} pods accepted by Kubernetes ${serverVersion.gitVersion}`);
    }
    console.log(`✓ ${await checkJudge(kubectl, sample)} wrong manifests refused`);
  } finally {
    await stop();
  }
});
