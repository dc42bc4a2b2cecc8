import { DATABASE, type Database, type Tx } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { scorecardDefinition, type ScorecardDefinition } from '../../domain/scorecards/definition.js';
import type { ScorecardEvent } from '../../domain/scorecards/scorecard.decider.js';

interface Row {
  scorecard: string;
  type: ScorecardEvent['type'];
  data: { version?: number; definition?: unknown };
}

const ALL = 'select scorecard, type, data from scorecard_events';

/** A stored definition is read through the schema: what later builds add gets its default. */
function asEvent({ type, data }: Row): ScorecardEvent {
  if (type === 'scorecard-retired') return { type, data: {} };
  const definition: ScorecardDefinition = scorecardDefinition.parse(data.definition);
  return type === 'scorecard-drafted' ? { type, data: { definition } } : { type, data: { version: data.version ?? 0, definition } };
}

/** Events of each scorecard of a tenant, in order. */
@Injectable()
export class ScorecardHistory {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async all(tenantId: string): Promise<ReadonlyMap<string, readonly ScorecardEvent[]>> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<Row>(`${ALL} order by scorecard, version`));
    const histories = new Map<string, ScorecardEvent[]>();
    for (const row of rows) histories.set(row.scorecard, [...(histories.get(row.scorecard) ?? []), asEvent(row)]);
    return histories;
  }

  /** A number that changes whenever one of the tenant's scorecards does. */
  async stamp(tenantId: string): Promise<string> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<{ events: string }>('select count(*) as events from scorecard_events'));
    return rows[0]?.events ?? '0';
  }

  /** Loads, decides, appends; one change of a tenant's scorecards at a time. */
  change(tenantId: string, scorecard: string, by: string, decide: (history: readonly ScorecardEvent[]) => readonly ScorecardEvent[]): Promise<readonly ScorecardEvent[]> {
    return this.db.transaction(tenantId, async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`scorecards:${tenantId}`]);
      const { rows } = await tx.query<Row>(`${ALL} where scorecard = $1 order by version`, [scorecard]);
      const history = rows.map(asEvent);
      const decided = decide(history);
      await append(tx, scorecard, history.length, decided, by);
      return [...history, ...decided];
    });
  }
}

async function append(tx: Tx, scorecard: string, last: number, events: readonly ScorecardEvent[], by: string): Promise<void> {
  for (const [i, { type, data }] of events.entries()) {
    await tx.query('insert into scorecard_events (tenant_id, scorecard, version, type, data, recorded_by) values ($1, $2, $3, $4, $5, $6)', [tx.tenantId, scorecard, last + i + 1, type, JSON.stringify(data), by]);
  }
}
