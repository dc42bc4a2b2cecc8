import { DATABASE, type Database } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';

export type Family = 'kind' | 'tracker' | 'rule-pack' | 'competitors';

/** One version of something that a tenant defined. */
export interface Definition {
  readonly family: Family;
  readonly name: string;
  /** 1 for the first; a change counts up. */
  readonly version: number;
  readonly body: unknown;
  /** No longer in force from this version on. */
  readonly retired: boolean;
  readonly changedBy: string;
  readonly changedAt: string;
}

interface Row {
  family: Family;
  name: string;
  version: number;
  body: unknown;
  retired: boolean;
  changed_by: string;
  changed_at: Date;
}

const asDefinition = ({ changed_by: changedBy, changed_at: at, ...row }: Row): Definition => ({ ...row, changedBy, changedAt: at.toISOString() });
const COLUMNS = 'family, name, version, body, retired, changed_by, changed_at';

/** Definitions of each tenant, in versions. */
@Injectable()
export class Definitions {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Writes the next version; it is in force for the next call that is read. */
  put(tenantId: string, family: Family, name: string, body: object, changedBy: string, retired = false): Promise<Definition> {
    return this.db.transaction(tenantId, async (tx) => {
      // One change of a tenant's definitions at a time, so that each version has one author and their number tells of every change.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`definitions:${tenantId}`]);
      const { rows } = await tx.query<Row>(
        `insert into definitions (tenant_id, family, name, version, body, retired, changed_by)
         select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6 from definitions where family = $2 and name = $3
         returning ${COLUMNS}`,
        [tenantId, family, name, JSON.stringify(body), retired, changedBy],
      );
      return asDefinition(rows[0] as Row);
    });
  }

  /** All versions of one, newest first; [] where there is none. */
  async history(tenantId: string, family: Family, name: string): Promise<Definition[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<Row>(`select ${COLUMNS} from definitions where family = $1 and name = $2 order by version desc`, [family, name]));
    return rows.map(asDefinition);
  }

  /** The newest version of each, retired ones too, by name. */
  async newest(tenantId: string, family?: Family): Promise<Definition[]> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<Row>(`select distinct on (family, name) ${COLUMNS} from definitions where $1::text is null or family = $1 order by family, name, version desc`, [family ?? null]));
    return rows.map(asDefinition);
  }

  /** A number that changes whenever one of the tenant's definitions does. */
  async stamp(tenantId: string): Promise<string> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<{ versions: string }>('select count(*) as versions from definitions'));
    return rows[0]?.versions ?? '0';
  }
}
