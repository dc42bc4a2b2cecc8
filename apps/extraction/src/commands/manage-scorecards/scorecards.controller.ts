import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { TenantScorecards } from '../../adapters/tenant-scorecards.js';
import { ScorecardHistory } from '../../adapters/tables/scorecard-history.js';
import { compileScorecard } from '../../domain/scorecards/compiled.js';
import { scorecardDefinition, weightOf } from '../../domain/scorecards/definition.js';
import { inForce, scorecardDecider, type ScorecardCommand, type ScorecardState } from '../../domain/scorecards/scorecard.decider.js';
import { scorecardInvalid, scorecardNotFound } from '../../domain/scorecards/scorecard.errors.js';

const scorecardId = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be kebab-case: lower case letters, digits and single hyphens').max(48);
const versionNumber = z.coerce.number().int().positive();
const Version = z.object({ version: z.number().int(), mode: z.enum(['pilot', 'live']), definition: scorecardDefinition });
const Scorecard = z.object({
  id: z.string(),
  shipped: z.boolean().describe('version 1 comes with this build'),
  retired: z.boolean(),
  inForce: z.number().int().nullable().describe('the version that calls are scored by'),
  draft: scorecardDefinition.nullable(),
  draftWeight: z.number().int().nullable().describe('sum of the draft’s weights; 100 can be published'),
  versions: z.array(Version).describe('frozen, oldest first'),
});

/** Scorecards: drafts change, published versions are frozen. */
@Controller('scorecards')
@Roles('supervisor')
export class ScorecardsController {
  constructor(
    private readonly scorecards: TenantScorecards,
    private readonly history: ScorecardHistory,
  ) {}

  @Get()
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'List the scorecards, those of this build and retired ones too', response: z.array(Scorecard) })
  async list(@CurrentCaller() { tenantId }: Caller): Promise<object[]> {
    return [...(await this.scorecards.states(tenantId))].map(([id, state]) => this.shown(id, state));
  }

  @Get(':id')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show a scorecard with its draft and all its versions', response: Scorecard })
  async show(@CurrentCaller() { tenantId }: Caller, @Param('id') given: string): Promise<object> {
    const id = parseBody(scorecardId, given);
    return this.shown(id, await this.stateOf(tenantId, id));
  }

  @Get(':id/versions/:version')
  @Roles('reviewer', 'supervisor')
  @Documented({ summary: 'Show one frozen version of a scorecard', response: Version })
  async version(@CurrentCaller() { tenantId }: Caller, @Param('id') given: string, @Param('version') which: string): Promise<object> {
    const id = parseBody(scorecardId, given);
    const wanted = parseBody(versionNumber, which);
    const found = (await this.stateOf(tenantId, id)).versions.find(({ version }) => version === wanted);
    if (!found) throw scorecardNotFound(`${id}, version ${wanted}`);
    return { mode: 'pilot', ...found };
  }

  @Put(':id')
  @Documented({ summary: 'Write the draft of a scorecard; calls are scored by the version in force until the draft is published', body: scorecardDefinition, response: Scorecard })
  async draft(@CurrentCaller() caller: Caller, @Param('id') given: string, @Body() body: unknown): Promise<object> {
    const id = parseBody(scorecardId, given);
    const definition = parseBody(scorecardDefinition, body);
    try {
      compileScorecard(id, 1, definition, this.scorecards.surroundings);
    } catch (error) {
      throw scorecardInvalid(id, (error as Error).message);
    }
    return this.change(caller, { type: 'draft', id, definition });
  }

  @Post(':id/versions')
  @Documented({ summary: 'Publish the draft as the next version; its weights have to add up to 100, and it never changes again', response: Scorecard })
  async publish(@CurrentCaller() caller: Caller, @Param('id') given: string): Promise<object> {
    return this.change(caller, { type: 'publish', id: parseBody(scorecardId, given) });
  }

  @Delete(':id')
  @Documented({ summary: 'Retire a scorecard: calls are not scored by it any more; its versions and scores stay', response: Scorecard })
  async retire(@CurrentCaller() caller: Caller, @Param('id') given: string): Promise<object> {
    return this.change(caller, { type: 'retire', id: parseBody(scorecardId, given) });
  }

  private async change({ tenantId, name }: Caller, command: ScorecardCommand): Promise<object> {
    const { id } = command;
    const decider = scorecardDecider(this.scorecards.shippedVersion(id));
    const history = await this.history.change(tenantId, id, name, (before) => decider.decide(command, this.scorecards.stateOf(id, before)));
    return this.shown(id, this.scorecards.stateOf(id, history));
  }

  private async stateOf(tenantId: string, id: string): Promise<ScorecardState> {
    const state = (await this.scorecards.states(tenantId)).get(id);
    if (!state) throw scorecardNotFound(id);
    return state;
  }

  private shown(id: string, state: ScorecardState): object {
    const { draft, versions, retired } = state;
    return {
      id,
      shipped: this.scorecards.shippedVersion(id) !== null,
      retired,
      inForce: inForce(state)?.version ?? null,
      draft,
      draftWeight: draft ? weightOf(draft) : null,
      // No version is live before people and engine were compared on real calls.
      versions: versions.map((version) => ({ mode: 'pilot', ...version })),
    };
  }
}
