import type { Transcript } from '@callmesh/contracts';
import { rootLogger } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';
import type { RulePacks } from '../domain/finding.js';
import { readConversation } from '../domain/language/tokens.js';
import { compileScorecard, type Scorecard, type Surroundings } from '../domain/scorecards/compiled.js';
import { inForce, scorecardDecider, type PublishedVersion, type ScorecardEvent, type ScorecardState } from '../domain/scorecards/scorecard.decider.js';
import { scoreCall, type Scored } from '../domain/scorecards/score-call.js';
import { RULE_PACKS } from '../engine.js';
import { sharedLists } from './bundled-pack.adapter.js';
import { bundledScorecards } from './scorecards.adapter.js';
import { ScorecardHistory } from './tables/scorecard-history.js';

interface Kept {
  readonly stamp: string;
  readonly scorecards: readonly Scorecard[];
}

/** Compiled scorecards are kept for so many tenants. */
const MOST_KEPT = 200;

/** The scorecards of each tenant: those of this build, and its own. */
@Injectable()
export class TenantScorecards {
  readonly surroundings: Surroundings;
  private readonly shipped: ReadonlyMap<string, Scorecard>;
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly history: ScorecardHistory,
    @Inject(RULE_PACKS) packs: RulePacks,
  ) {
    this.surroundings = { lists: sharedLists(), modifiers: packs.modifiers };
    this.shipped = new Map(bundledScorecards(packs.modifiers).map((card) => [card.id, card]));
  }

  shippedVersion(id: string): PublishedVersion | null {
    const card = this.shipped.get(id);
    return card ? { version: card.version, definition: card.definition } : null;
  }

  stateOf(id: string, history: readonly ScorecardEvent[]): ScorecardState {
    const decider = scorecardDecider(this.shippedVersion(id));
    return history.reduce((state, event) => decider.evolve(state, event), decider.initial);
  }

  async states(tenantId: string): Promise<ReadonlyMap<string, ScorecardState>> {
    const histories = await this.history.all(tenantId);
    return new Map([...new Set([...this.shipped.keys(), ...histories.keys()])].map((id) => [id, this.stateOf(id, histories.get(id) ?? [])]));
  }

  /** Scores a call by the scorecards for its type; [] when the type is unsure, because types are never mixed. */
  async score(tenantId: string, transcript: Transcript, type: string | null | undefined): Promise<Scored[]> {
    if (type == null) return [];
    const scorecards = await this.of(tenantId);
    const fitting = scorecards.filter(({ definition }) => definition.callType === type);
    if (fitting.length === 0) return [];
    const conversation = readConversation(transcript.utterances);
    return fitting.map((card) => scoreCall(card, conversation));
  }

  private async of(tenantId: string): Promise<readonly Scorecard[]> {
    const stamp = await this.history.stamp(tenantId);
    const known = this.kept.get(tenantId);
    if (known?.stamp === stamp) return known.scorecards;
    const scorecards = [...(await this.states(tenantId))].flatMap(([id, state]) => this.usable(id, inForce(state)));
    this.kept.delete(tenantId);
    this.kept.set(tenantId, { stamp, scorecards });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return scorecards;
  }

  /** What an earlier build took and this one cannot read is left out, and said; calls are analysed all the same. */
  private usable(id: string, published: PublishedVersion | null): Scorecard[] {
    if (!published) return [];
    const shipped = this.shipped.get(id);
    if (shipped?.version === published.version) return [shipped];
    try {
      return [compileScorecard(id, published.version, published.definition, this.surroundings)];
    } catch (error) {
      rootLogger().error({ err: error, scorecard: id, version: published.version }, 'a published scorecard cannot be used by this build: calls are not scored by it until a new version is published');
      return [];
    }
  }
}
