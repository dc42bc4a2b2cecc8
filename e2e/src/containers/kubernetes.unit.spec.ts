import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flow, topicDeclaration } from '@callmesh/contracts';
import { environmentSchema } from '@callmesh/service-defaults';
import { parse } from 'yaml';
import { documents, manifestsOf, type Json, type Manifest } from './kustomized.js';

const k8s = path.join(process.cwd(), 'k8s');
const services = [...new Set(flow.map(({ emittedBy }) => emittedBy)), 'insights'].sort();
const declared = new Map(documents(readFileSync(path.join(k8s, 'secrets.example.yaml'), 'utf8')).map(({ metadata, stringData }) => [metadata.name, Object.keys(stringData as object)]));
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as { services: Record<string, Json> };

const overlays = ['base', 'overlays/dev', 'overlays/production', 'overlays/language-model'].map((folder) => ({ folder, all: manifestsOf(path.join(k8s, folder)) }));
const workloads = (all: readonly Manifest[]): Manifest[] => all.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job', 'CronJob'].includes(kind));
const podOf = ({ spec }: Manifest): Json => (spec.jobTemplate?.spec ?? spec).template.spec;
const containersOf = (manifest: Manifest): Json[] => [...(podOf(manifest).initContainers ?? []), ...podOf(manifest).containers];
const named = (all: readonly Manifest[], kind: string, name: string): Manifest | undefined => all.find((one) => one.kind === kind && one.metadata.name === name);
const isOurs = ({ image }: Json): boolean => image === 'callmesh';
/** What the demo CRM reads: it is no part of callmesh, and has names of its own. */
const DEMO_CRM = /^DEMO_CRM_/;

describe.each(overlays)('k8s/$folder', ({ all }) => {
  test('runs every service once, each by its own program', () => {
    const running = workloads(all).filter(({ kind, metadata }) => kind === 'Deployment' && metadata.labels?.['callmesh.io/part'] === 'service');
    expect(running.map(({ metadata }) => metadata.name).sort()).toEqual(services);
    for (const service of running) expect(podOf(service).containers[0].command).toEqual(['node', `apps/${service.metadata.name}/dist/main.js`]);
  });

  test('knows no variable that callmesh does not know', () => {
    const config = all.filter(({ kind }) => kind === 'ConfigMap').flatMap(({ data }) => Object.keys(data as object));
    const given = workloads(all).flatMap(containersOf).filter(isOurs).flatMap(({ env = [] }) => (env as { name: string }[]).map(({ name }) => name));
    const names = [...config, ...given].filter((name) => !DEMO_CRM.test(name)).map((name) => (name in environmentSchema.shape ? name : name.replace(/_FILE$/, '')));
    expect(names.filter((name) => !(name in environmentSchema.shape))).toEqual([]);
  });

  test('refers only to secrets that are declared, and to keys that they have', () => {
    for (const workload of workloads(all)) {
      const volumes = new Map<string, string>((podOf(workload).volumes ?? []).flatMap(({ name, secret }: Json) => (secret ? [[name, secret.secretName]] : [])));
      for (const secret of volumes.values()) expect([...declared.keys()]).toContain(secret);
      for (const { name: container, env = [], volumeMounts = [] } of containersOf(workload)) {
        for (const { name, value } of (env as Json[]).filter((one) => String(one.value).startsWith('/run/secrets/'))) {
          const mount = (volumeMounts as Json[]).find(({ mountPath }) => String(value).startsWith(`${mountPath}/`));
          const keys = declared.get(volumes.get(mount?.name) ?? '') ?? [];
          expect({ of: `${workload.metadata.name}/${container}`, name, known: keys.includes(path.basename(value)) }).toEqual({ of: `${workload.metadata.name}/${container}`, name, known: true });
        }
      }
    }
    for (const { spec } of all.filter(({ kind }) => kind === 'TriggerAuthentication')) {
      for (const { name, key } of spec.secretTargetRef) expect(declared.get(name)).toContain(key);
    }
  });

  test('every container is asked how it is, has limits, and may nothing that it need not', () => {
    for (const workload of workloads(all)) {
      const { name } = workload.metadata;
      const pod = podOf(workload);
      expect({ name, nonRoot: pod.securityContext?.runAsNonRoot, seccomp: pod.securityContext?.seccompProfile?.type, token: pod.automountServiceAccountToken }).toEqual({ name, nonRoot: true, seccomp: 'RuntimeDefault', token: false });
      expect(named(all, 'ServiceAccount', pod.serviceAccountName)?.automountServiceAccountToken).toBe(false);
      for (const container of containersOf(workload)) {
        expect(container.securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
        if (name !== 'kafka') expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
        expect(container.resources).toEqual({ requests: { cpu: expect.any(String), memory: expect.any(String) }, limits: { cpu: expect.any(String), memory: expect.any(String) } });
      }
      if (workload.kind.endsWith('Job')) continue;
      for (const container of pod.containers) for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) expect(container).toHaveProperty(probe);
    }
  });

  test('what serves is ended gently, may not go all at once, and grows', () => {
    for (const { metadata: { name }, spec } of all.filter(({ kind }) => kind === 'Deployment')) {
      const [container] = spec.template.spec.containers;
      const pause = Number(container.lifecycle.preStop.exec.command[1]);
      // callmesh takes at most 25 s to end; the speech engine 3 s.
      expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(pause + (container.image === 'callmesh' ? 25 : 3));
      expect(spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
      expect(named(all, 'PodDisruptionBudget', name)?.spec.selector.matchLabels).toEqual(spec.selector.matchLabels);
      const scaled = named(all, 'ScaledObject', name) ?? named(all, 'HorizontalPodAutoscaler', name);
      expect(scaled?.spec.scaleTargetRef.name).toBe(name);
    }
  });

  test('a service grows on the lag of its own group, and not beyond the partitions of a topic', () => {
    const partitions = Math.max(...flow.map(({ topic }) => topicDeclaration(topic).partitions));
    for (const name of services) {
      const { spec } = named(all, 'ScaledObject', name) as Manifest;
      expect(spec.triggers[0]).toMatchObject({ type: 'kafka', metadata: { consumerGroup: name } });
      expect(spec.maxReplicaCount).toBeLessThanOrEqual(partitions);
    }
  });

  test('nothing is let through unless a policy says so, and every service has its edges', () => {
    const policies = all.filter(({ kind }) => kind === 'NetworkPolicy');
    expect(named(all, 'NetworkPolicy', 'default-deny')?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    for (const { metadata: { name }, spec } of all.filter(({ kind }) => kind === 'Deployment')) {
      const labels = { ...spec.template.metadata.labels, 'app.kubernetes.io/part-of': 'callmesh' };
      const mine = policies.filter(({ spec: { podSelector } }) => Object.entries(podSelector.matchLabels ?? {}).every(([label, value]) => labels[label] === value));
      const ways = new Set(mine.flatMap(({ spec: policy }) => [...(policy.ingress ? ['in'] : []), ...(policy.egress ? ['out'] : [])]));
      expect({ name, ways: [...ways].sort() }).toEqual({ name, ways: ['in', 'out'] });
    }
  });
});

describe('extraction and a language model', () => {
  const of = (folder: string): { all: Manifest[]; pod: Json; labels: Readonly<Record<string, string>> } => {
    const { all = [] } = overlays.find((one) => one.folder === folder) ?? {};
    const { spec } = named(all, 'Deployment', 'extraction') as Manifest;
    return { all, pod: spec.template.spec, labels: spec.template.metadata.labels };
  };
  /** Policies that let it reach addresses outside of the cluster, the stores' apart. */
  const waysOut = (folder: string): string[] => {
    const { all, labels } = of(folder);
    const mine = all.filter(({ kind, spec }) => kind === 'NetworkPolicy' && spec.egress && Object.entries(spec.podSelector.matchLabels ?? {}).every(([label, value]) => labels[label] === value));
    return mine.filter(({ metadata, spec }) => metadata.name !== 'from-services-to-stores' && JSON.stringify(spec.egress).includes('ipBlock')).map(({ metadata }) => metadata.name);
  };

  test.each(['base', 'overlays/dev', 'overlays/production'])('without one it reaches nothing outside: %s', (folder) => {
    expect(waysOut(folder)).toEqual([]);
    expect(JSON.stringify(of(folder).pod)).not.toMatch(/LLM_|language-model/);
  });

  test('with one it has the settings, the key as a file, and the way', () => {
    const { all, pod } = of('overlays/language-model');
    expect(waysOut('overlays/language-model')).toEqual(['from-extraction-to-language-model']);
    expect(pod.containers[0].envFrom.map(({ configMapRef }: Json) => configMapRef.name)).toEqual(['callmesh', 'language-model']);
    expect(pod.containers[0].env).toContainEqual({ name: 'LLM_API_KEY_FILE', value: '/run/secrets/language-model/api-key' });
    expect(Object.keys((named(all, 'ConfigMap', 'language-model') as Manifest).data as object)).toEqual(expect.arrayContaining(['LLM_BASE_URL', 'LLM_MODEL']));
    for (const name of services.filter((one) => one !== 'extraction')) expect(JSON.stringify(podOf(named(all, 'Deployment', name) as Manifest))).not.toMatch(/language-model/);
  });
});

test('programs are those of docker-compose.yml, which is really run', () => {
  const programs = (command: readonly string[]): string => command.filter((word) => !word.startsWith('/run/')).join(' ');
  for (const workload of workloads(overlays[0]?.all ?? []).filter(({ metadata }) => metadata.name !== 'speech')) {
    expect(programs(podOf(workload).containers[0].command)).toBe(programs(compose.services[workload.metadata.name].command));
  }
});

test('images are those of docker-compose.yml', () => {
  const fallback = (image: string): string => image.replace(/^\$\{\w+:-(.*)\}$/, '$1');
  const there = new Set(Object.values(compose.services).map(({ image }) => fallback(image)));
  const [dev] = overlays.filter(({ folder }) => folder === 'overlays/dev');
  const here = new Set(workloads(dev?.all ?? []).flatMap(containersOf).map(({ image }) => (/^callmesh(-speech)?$/.test(image) ? `${image}:local` : image)));
  expect([...here].sort()).toEqual([...there].sort());
});

test('the secrets that are made for a trial are those that are declared', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'callmesh-secrets-'));
  try {
    const made = documents(execFileSync('sh', [path.join(k8s, 'secrets.sh'), folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).replace(/^---\n/, ''));
    const productionOnly = ['kafka', 'schema-registry', 'language-model'];
    expect(new Map(made.map(({ metadata, data }) => [metadata.name, Object.keys(data as object).sort()]))).toEqual(new Map([...declared].filter(([name]) => !productionOnly.includes(name)).map(([name, keys]) => [name, [...keys].sort()])));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
