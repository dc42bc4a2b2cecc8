import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import { localEngine } from '../domain/analyse.js';
import { competitorList } from '../domain/competitors/competitor-list.js';
import { knownCompetitors } from '../domain/competitors/known-competitors.js';
import type { Analyse, RulePacks } from '../domain/finding.js';
import { kindDefinition } from '../domain/own-kinds/kind-definition.js';
import { compileKind, type OwnKindRules } from '../domain/own-kinds/own-kind.js';
import { readPackText } from '../domain/rule-packs/pack-text.js';
import { replacePacks } from '../domain/rule-packs/replace-packs.js';
import type { RulePack } from '../domain/rules/rule-pack.js';
import { compileTracker, type Tracker } from '../domain/trackers/tracker.js';
import { trackerDefinition } from '../domain/trackers/tracker-definition.js';
import { ENGINE, RULE_PACKS } from '../engine.js';
import { sharedLists } from './bundled-pack.adapter.js';
import { Definitions, type Definition } from './tables/definitions.js';

/** What a tenant's next call is read with. */
export interface RulesOfTenant {
  readonly analyse: Analyse;
  /** The packs of its own kinds beside the words that weaken or void. */
  readonly packs: RulePacks;
  readonly kinds: readonly OwnKindRules[];
  readonly trackers: readonly Tracker[];
}

interface Kept {
  readonly stamp: string;
  readonly rules: RulesOfTenant;
}

/** Compiled rules are kept for so many tenants. */
const MOST_KEPT = 200;

/** The rules of each tenant, as its definitions have them at this moment: a change is in force for the next call, without a deploy. */
@Injectable()
export class TenantRules {
  private readonly kept = new Map<string, Kept>();
  private readonly lists = sharedLists();

  constructor(
    private readonly definitions: Definitions,
    @Inject(ENGINE) private readonly bundled: Analyse,
    @Inject(RULE_PACKS) private readonly packs: RulePacks,
  ) {}

  async of(tenantId: string): Promise<RulesOfTenant> {
    const stamp = await this.definitions.stamp(tenantId);
    const known = this.kept.get(tenantId);
    if (known?.stamp === stamp) return known.rules;
    const rules = this.compile(stamp === '0' ? [] : await this.definitions.newest(tenantId));
    this.kept.delete(tenantId);
    this.kept.set(tenantId, { stamp, rules });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return rules;
  }

  private compile(definitions: readonly Definition[]): RulesOfTenant {
    const inForce = definitions.filter(({ retired }) => !retired);
    const kinds = inForce.filter(({ family }) => family === 'kind').flatMap((d) => usable(d, () => compileKind(d.name, d.version, kindDefinition.parse(d.body), this.lists)));
    const trackers = inForce.filter(({ family }) => family === 'tracker').flatMap((d) => usable(d, () => compileTracker(d.name, d.version, trackerDefinition.parse(d.body))));
    const own = Object.fromEntries(kinds.flatMap(({ name, pack }): [string, RulePack][] => (pack ? [[name, pack]] : [])));
    return { analyse: this.engineWith(inForce), packs: { ...own, modifiers: this.packs.modifiers } as unknown as RulePacks, kinds, trackers };
  }

  /** The bundled engine, or one with the tenant's own rule packs in place of bundled ones and the competitors that it lists. */
  private engineWith(inForce: readonly Definition[]): Analyse {
    const own = inForce.filter(({ family }) => family === 'rule-pack').flatMap((d) => usable(d, () => ({ definition: d, pack: readPackText((d.body as { source: string }).source, this.lists).pack })));
    const fit = own.filter(({ definition, pack }) => usable(definition, () => replacePacks(this.packs, [pack])).length > 0);
    const [listed] = inForce.filter(({ family }) => family === 'competitors').flatMap((d) => usable(d, () => ({ definition: d, competitors: knownCompetitors(competitorList.parse(d.body)) })));
    if (fit.length === 0 && !listed) return this.bundled;
    const engine = localEngine(replacePacks(this.packs, fit.map(({ pack }) => pack)), listed?.competitors);
    const said = [...fit, ...(listed ? [listed] : [])].map(({ definition: { name, version } }) => ` own:${name}@${version}`).join('');
    return (transcript, call) => {
      const answer = engine(transcript, call);
      return { ...answer, engineVersion: `${answer.engineVersion}${said}` };
    };
  }
}

/** What an earlier build took and this one cannot read is left out, and said; the tenant's calls are read all the same. */
function usable<T>({ family, name, version }: Definition, compile: () => T): T[] {
  try {
    return [compile()];
  } catch (error) {
    rootLogger().error({ err: error, family, name, version }, 'a stored definition cannot be used by this build: it is passed over until a new version of it is made');
    return [];
  }
}
