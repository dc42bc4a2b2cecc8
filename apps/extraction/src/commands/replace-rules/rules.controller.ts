import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { bundledPackText, sharedLists } from '../../adapters/bundled-pack.adapter.js';
import { Definitions, type Definition } from '../../adapters/tables/definitions.js';
import { rulesExamplesFail, rulesInvalid, rulesNotFound } from '../../domain/extraction.errors.js';
import type { RulePacks } from '../../domain/finding.js';
import { readPackText, type ReadPack } from '../../domain/rule-packs/pack-text.js';
import { replaceable, replacePacks } from '../../domain/rule-packs/replace-packs.js';
import { tryExamples } from '../../domain/rule-packs/try-examples.js';
import type { RulePack } from '../../domain/rules/rule-pack.js';
import { RULE_PACKS } from '../../engine.js';

const packName = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, 'is no name of a pack');
const upload = z.strictObject({ source: z.string().min(1).max(500_000).describe('the pack as YAML') });
const rollback = z.strictObject({ to: z.number().int().min(0).describe('an earlier version; 0 is the pack that callmesh comes with') });
const which = z.object({ version: z.coerce.number().int().min(0).optional() });

const Rule = z.object({ id: z.string(), role: z.string(), speaker: z.enum(['customer', 'agent', 'any']), weight: z.number(), patterns: z.array(z.string()) });
const Pack = z.object({ name: z.string(), version: z.number().int(), language: z.string(), about: z.string(), inForce: z.number().int().describe("the tenant's version; 0 is the one that callmesh comes with"), calibration: z.object({ midpoint: z.number(), spread: z.number(), ceiling: z.number(), fitted: z.number().int().optional().describe('version of the calibration it was fitted in') }), rules: z.array(Rule) });
const Version = z.object({ pack: z.string(), version: z.number().int(), inForce: z.boolean(), sameAs: z.number().int().nullable().describe('a roll-back: the version that it repeats'), changedBy: z.string(), changedAt: z.string() });

/** What is stored of a version: its text, or that the bundled pack is in force again. */
interface Stored {
  readonly source: string | null;
  readonly sameAs: number | null;
}
const storedIn = ({ body }: Definition): Stored => body as Stored;
const versionOf = (d: Definition, newest: number): z.output<typeof Version> => ({ pack: d.name, version: d.version, inForce: d.version === newest, sameAs: storedIn(d).sameAs, changedBy: d.changedBy, changedAt: d.changedAt });

/** Rule packs in versions: a tenant's own takes the place of the bundled one for the next call that is read, and an earlier one takes its place again. */
@Controller('rules')
@Roles('supervisor', 'operator')
export class RulesController {
  private readonly lists = sharedLists();

  constructor(
    private readonly definitions: Definitions,
    @Inject(RULE_PACKS) private readonly packs: RulePacks,
  ) {}

  @Get()
  @Roles('reviewer', 'supervisor', 'operator')
  @Documented({ summary: 'List the rule packs in force, with their versions and rules', response: z.object({ packs: z.array(Pack) }) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<z.output<z.ZodObject<{ packs: z.ZodArray<typeof Pack> }>>> {
    const own = new Map((await this.definitions.newest(tenantId, 'rule-pack')).map((d) => [d.name, d]));
    const packs = Object.values(this.packs as unknown as Record<string, RulePack>).map((bundled) => {
      const definition = own.get(bundled.name);
      const source = definition && storedIn(definition).source;
      return { inForce: definition?.version ?? 0, pack: source ? readPackText(source, this.lists).pack : bundled };
    });
    return {
      packs: packs.map(({ inForce, pack: { name, version, language, about, calibration, rules } }) => ({
        name,
        version,
        language,
        about,
        inForce,
        calibration,
        rules: rules.map((rule) => ({ id: rule.id, role: rule.role, speaker: rule.speaker, weight: rule.weight, patterns: rule.patterns.map((p) => p.source) })),
      })),
    };
  }

  @Get(':pack')
  @Roles('reviewer', 'supervisor', 'operator')
  @Documented({ summary: 'Show a rule pack as it is written, and its versions', query: which, response: z.object({ pack: z.string(), version: z.number().int(), source: z.string(), versions: z.array(Version) }) })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('pack') given: string, @Query() query: unknown): Promise<{ pack: string; version: number; source: string; versions: object[] }> {
    const pack = this.nameIn(given);
    const versions = await this.definitions.history(tenantId, 'rule-pack', pack);
    const newest = versions[0]?.version ?? 0;
    const version = parseBody(which, query).version ?? newest;
    return { pack, version, source: this.sourceOf(pack, version, versions) ?? bundledPackText(pack), versions: versions.map((d) => versionOf(d, newest)) };
  }

  @Put(':pack')
  @Documented({ summary: 'Replace a rule pack for the tenant; it is in force for the next call', description: 'The pack is compiled and its examples are tried first: RULES.INVALID names the place, RULES.EXAMPLES_FAIL the examples.', body: upload, response: Version })
  async replace(@CurrentCaller() caller: Caller, @Param('pack') given: string, @Body() body: unknown): Promise<object> {
    const { source } = parseBody(upload, body);
    const pack = this.nameIn(given);
    this.validate(pack, source);
    const made = await this.definitions.put(caller.tenantId, 'rule-pack', pack, { source, sameAs: null } satisfies Stored, caller.name);
    return versionOf(made, made.version);
  }

  @Post(':pack/rollback')
  @HttpCode(200)
  @Documented({ summary: 'Put an earlier version of a rule pack in force again', body: rollback, response: Version })
  async rollBack(@CurrentCaller() caller: Caller, @Param('pack') given: string, @Body() body: unknown): Promise<object> {
    const pack = this.nameIn(given);
    const { to } = parseBody(rollback, body);
    const source = this.sourceOf(pack, to, await this.definitions.history(caller.tenantId, 'rule-pack', pack));
    // A build after the one that took it may read packs differently.
    if (source !== null) this.validate(pack, source);
    const made = await this.definitions.put(caller.tenantId, 'rule-pack', pack, { source, sameAs: to } satisfies Stored, caller.name, source === null);
    return versionOf(made, made.version);
  }

  private nameIn(given: string): string {
    const name = parseBody(packName, given);
    if (!replaceable(this.packs).includes(name)) throw rulesNotFound(`rule pack ${name} to be replaced (there are ${replaceable(this.packs).join(', ')})`);
    return name;
  }

  private sourceOf(pack: string, version: number, versions: readonly Definition[]): string | null {
    if (version === 0) return null;
    const found = versions.find((d) => d.version === version);
    if (!found) throw rulesNotFound(`version ${version} of rule pack ${pack}`);
    return storedIn(found).source;
  }

  private validate(name: string, source: string): ReadPack {
    const read = readPackText(source, this.lists, `rule pack ${name}`);
    if (read.pack.name !== name) throw rulesInvalid(`rule pack ${name}`, `it calls itself ${read.pack.name} (its field \`pack\`)`);
    replacePacks(this.packs, [read.pack]);
    const failed = tryExamples(read, this.packs).flatMap(({ say, faults }) => faults.map((fault) => `“${say}”: ${fault}`));
    if (failed.length > 0) throw rulesExamplesFail(name, failed);
    return read;
  }
}
