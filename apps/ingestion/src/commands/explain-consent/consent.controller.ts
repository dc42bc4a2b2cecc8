import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { CurrentCaller, Documented, parseBody, Roles, type Caller } from '@callmesh/service-defaults';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { Connections } from '../../adapters/tables/connections-table.js';
import { disclosuresOf, putDisclosure } from '../../adapters/tables/disclosures.js';
import { decideConsent } from '../../domain/consent/decide-consent.js';
import { disclosureFor, type Disclosure } from '../../domain/consent/disclosures.js';
import { CONSENT_TABLE, consentRules, ruleOf } from '../../domain/consent/rules/all-rules.js';
import { ConsentView, DisclosureView, RuleView } from './consent.schema.js';

const NO_ADVICE = 'This table is no legal advice: it is a starting point with its sources, to be checked by whoever answers for the recordings.';

const Question = z.strictObject({
  from: z.string().max(200).nullable().default(null),
  to: z.string().max(200).nullable().default(null),
  consent: z.enum(['granted', 'refused', 'unknown']).default('unknown').describe('what the metadata says'),
  connection: z.string().max(63).default('upload'),
});
const Answer = z.object({
  decision: ConsentView,
  rules: z.array(RuleView).describe('of the places that the parties may be in, as far as the table has them'),
  disclosure: DisclosureView.nullable().describe('what callers are to be told; null where nobody need be'),
  processed: z.boolean().describe('whether such a call is processed; if not, it waits in quarantine, or is refused'),
  notice: z.string(),
});
const Table = z.object({ table: z.string(), notice: z.string(), rules: z.array(RuleView) });
const Text = z.strictObject({ language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag'), text: z.string().trim().min(5).max(1000) });

/** The rules on consent, what they mean for a call, and what callers are told. */
@Controller('consent')
@Roles('supervisor', 'operator')
export class ConsentController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly connections: Connections,
  ) {}

  @Get('rules')
  @Documented({ summary: 'List the rules on consent by jurisdiction, each with its source and date; no legal advice', response: Table })
  rules(): z.output<typeof Table> {
    return { table: CONSENT_TABLE, notice: NO_ADVICE, rules: [...consentRules] };
  }

  /** A POST: telephone numbers do not belong into an address, which is logged along the way. */
  @Post('explain')
  @HttpCode(200)
  @Documented({ summary: 'Explain what the rules ask for between two numbers, and what would become of such a call; nothing is stored', body: Question, response: Answer })
  async explain(@CurrentCaller() { tenantId }: Caller, @Body() body: unknown): Promise<z.output<typeof Answer>> {
    const { from, to, consent, connection: id } = parseBody(Question, body);
    const connection = await this.connections.get(tenantId, id);
    const isAssumed = consent === 'unknown' && connection.assume.includes('consent');
    const decision = decideConsent({ consent: isAssumed ? 'assumed-by-operator' : consent, isAssumed, from, to, basis: connection.consentBasis ?? null });
    const own = await this.db.transaction(tenantId, disclosuresOf);
    const places = [...new Set(decision.parties.flatMap(({ jurisdictions }) => jurisdictions))];
    return {
      decision,
      rules: places.map(ruleOf).filter((rule) => rule !== undefined),
      disclosure: disclosureFor(decision, own),
      processed: decision.consent !== 'unknown' && decision.consent !== 'refused',
      notice: NO_ADVICE,
    };
  }

  @Get('disclosures')
  @Documented({ summary: 'List the tenant’s own texts that callers are told; elsewhere the built-in ones hold', response: z.array(DisclosureView) })
  disclosures(@CurrentCaller() { tenantId }: Caller): Promise<Disclosure[]> {
    return this.db.transaction(tenantId, disclosuresOf);
  }

  @Put('disclosures/:jurisdiction')
  @Documented({ summary: 'Set what callers are told in a jurisdiction (US-CA), in all of a country (US), or everywhere (*)', body: Text, response: DisclosureView })
  async setDisclosure(@CurrentCaller() { tenantId, role, name }: Caller, @Param('jurisdiction') jurisdiction: string, @Body() body: unknown): Promise<Disclosure> {
    if (!/^(\*|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/.test(jurisdiction)) throw new DomainError('REQUEST.INVALID', 'a jurisdiction is an ISO 3166 code, like US-CA or DE, or * for everywhere');
    const disclosure = { jurisdiction, ...parseBody(Text, body) };
    await this.db.transaction(tenantId, (tx) => putDisclosure(tx, disclosure, `${role}:${name}`));
    return disclosure;
  }
}
