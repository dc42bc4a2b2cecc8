import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { flow } from '@callmesh/contracts';
import { environmentSchema } from '@callmesh/service-defaults';
import { parse } from 'yaml';
import type { Json } from './kustomized.js';

const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as { services: Record<string, Json>; networks: Record<string, Json>; secrets: Record<string, Json>; volumes: Record<string, Json> };
const dockerfile = readFileSync('Dockerfile', 'utf8');
const all = Object.entries(compose.services);
const isOurs = (one: Json): boolean => /callmesh/.test(one.image);
const isStep = (one: Json): boolean => one.restart === 'no' || one.healthcheck?.disable === true;
const services = [...new Set(flow.map(({ emittedBy }) => emittedBy)), 'insights'];
/** For the demo CRM, and for the health check of the image. */
const NOT_CALLMESH = /^(DEMO_CRM|HEALTH)_/;

describe('docker-compose.yml', () => {
  test('runs every service by its own program, which is there', () => {
    for (const name of services) {
      expect(compose.services[name].command).toEqual(['node', `apps/${name}/dist/main.js`]);
      expect(existsSync(`apps/${name}/src/main.ts`)).toBe(true);
    }
  });

  test('knows no variable that callmesh does not know', () => {
    const names = all.filter(([name, one]) => isOurs(one) && name !== 'speech').flatMap(([, { environment }]) => Object.keys((environment ?? {}) as object)).filter((name) => !NOT_CALLMESH.test(name));
    expect(names.map((name) => name.replace(/_FILE$/, '')).filter((name) => !(name in environmentSchema.shape))).toEqual([]);
  });

  test('gives no secret but as a file, and each service its own database roles alone', () => {
    for (const [name, { environment = {}, secrets = [] }] of all) {
      const mounted = (secrets as Json[]).map((one) => (typeof one === 'string' ? one : one.target));
      for (const [variable, value] of Object.entries(environment as Record<string, unknown>)) {
        if (/PASSWORD|SECRET|TOKEN(?!S)|KEY|DATABASE/.test(variable)) expect({ name, variable, file: /^\/run\/secrets\//.test(String(value)) }).toEqual({ name, variable, file: true });
        if (String(value).startsWith('/run/secrets/')) expect(mounted).toContain(path.basename(String(value)));
      }
      const databases = (secrets as Json[]).map((one) => (typeof one === 'string' ? one : one.source)).filter((one) => /_(app|worker)_url$/.test(one));
      if (services.some((service) => service === name)) expect(databases).toEqual([`${name.replaceAll('-', '_')}_app_url`, `${name.replaceAll('-', '_')}_worker_url`]);
      else expect(databases).toEqual([]);
    }
  });

  test('lets every setting of a language model through to extraction, and to nobody else', () => {
    const settings = Object.keys(environmentSchema.shape).filter((name) => name.startsWith('LLM_'));
    for (const [name, { environment = {} }] of all) {
      const given = Object.keys(environment as object).map((variable) => variable.replace(/_FILE$/, '')).filter((variable) => variable.startsWith('LLM_'));
      expect({ name, given: given.sort() }).toEqual({ name, given: name === 'extraction' ? settings.sort() : [] });
    }
  });

  test('starts nothing before what it needs is healthy, or done', () => {
    for (const [name, { depends_on: needs = {} }] of all) {
      for (const [other, { condition }] of Object.entries(needs as Record<string, Json>)) {
        expect({ name, other, condition }).toEqual({ name, other, condition: isStep(compose.services[other]) ? 'service_completed_successfully' : 'service_healthy' });
      }
    }
    for (const name of services) expect(Object.keys(compose.services[name].depends_on as object)).toEqual(expect.arrayContaining(['migrate', 'topics', 'schemas', 'bucket', 'postgres', 'kafka', 'registry', 's3']));
  });

  test('asks everything that stays how it is', () => {
    for (const [name, one] of all.filter(([, step]) => !isStep(step))) expect({ name, asked: isOurs(one) ? /^HEALTHCHECK/m.test(dockerfile) : one.healthcheck?.test !== undefined }).toEqual({ name, asked: true });
  });

  test('bounds everything, and takes all rights from what is ours', () => {
    for (const [name, one] of all) {
      expect({ name, closed: one.security_opt, caps: one.cap_drop, restart: typeof one.restart }).toEqual({ name, closed: ['no-new-privileges:true'], caps: ['ALL'], restart: 'string' });
      if (one.network_mode !== 'none') expect(one.deploy.resources.limits).toMatchObject({ cpus: expect.any(String), memory: expect.any(String) });
      if (isOurs(one)) expect(one).toMatchObject({ user: '10001:10001', read_only: true });
    }
    for (const name of services) expect(compose.services[name].stop_grace_period).toBe('30s');
  });

  test('keeps the stores on a network without a way out', () => {
    expect(compose.networks.backbone).toEqual({ internal: true });
    for (const store of ['postgres', 'kafka', 'registry', 's3']) expect(compose.services[store].networks).toEqual(['backbone']);
    for (const [name, { ports = [] }] of all) for (const port of ports as string[]) expect({ name, local: port.startsWith('127.0.0.1:') }).toEqual({ name, local: true });
  });

  test('mounts the secrets that secrets.sh makes', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'callmesh-secrets-'));
    try {
      execFileSync('sh', ['deploy/compose/secrets.sh', folder], { stdio: 'ignore' });
      expect(readdirSync(folder).filter((name) => name !== 'passwords').sort()).toEqual(Object.keys(compose.secrets).sort());
      const before = readFileSync(path.join(folder, 'master_key'), 'utf8');
      execFileSync('sh', ['deploy/compose/secrets.sh', folder], { stdio: 'ignore' });
      expect(readFileSync(path.join(folder, 'master_key'), 'utf8')).toBe(before);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('Dockerfile', () => {
  const stages = [...dockerfile.matchAll(/^FROM (\S+) AS (\S+)$/gm)].map(([, base, name]) => ({ base, name }));

  test('takes its bases from the public hub, by name and tag, each replaceable', () => {
    const defaults = new Map([...dockerfile.matchAll(/^ARG (\w+_IMAGE)=(\S+)$/gm)].map(([, name, image]) => [`\${${name}}`, image]));
    const own = new Set(stages.map(({ name }) => name));
    for (const { base } of stages.filter((stage) => !own.has(stage.base))) expect(defaults.get(base ?? '')).toMatch(/^[a-z]+:[\w.]+-(bookworm-slim|slim-bookworm)$|^debian:bookworm-slim$/);
  });

  test('ends in two images that run as a user and say how they are', () => {
    for (const target of ['callmesh', 'speech']) {
      const stage = dockerfile.split(new RegExp(`^FROM \\S+ AS ${target}$`, 'm'))[1]?.split(/^FROM /m)[0] ?? '';
      expect(stage).toMatch(/^USER 10001:10001$/m);
      expect(stage).toMatch(/^HEALTHCHECK /m);
      expect(stage).toMatch(/^LABEL org\.opencontainers\.image\.title=/m);
    }
  });
});
