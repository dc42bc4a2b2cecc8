import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { SERVICE_CONFIG, type ServiceConfig } from '@callmesh/service-defaults';
import { Inject, Injectable } from '@nestjs/common';

/** Counts what a caller asks for over all instances, by the hour of the database's clock. */
@Injectable()
export class ReadAllowance {
  private readonly perHour: number;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(SERVICE_CONFIG) { env }: ServiceConfig,
  ) {
    this.perHour = env.CALLMESH_PERSONAL_READS_PER_HOUR;
  }

  /**
   * Takes one of the caller's reads; a refused one counts too, so that nobody tries out references.
   * @param reader who asks, as the audit names it.
   * @param onSpent called with the code when the hour's reads have just run out: once an hour, so that it may be recorded.
   * @throws DomainError READS.RATE_LIMITED with `retryAfterSeconds`
   */
  async take(tenantId: string, reader: string, onSpent: (code: string) => Promise<void>): Promise<void> {
    const { taken, left } = await this.db.transaction(tenantId, async (tx) => {
      const { rows } = await tx.query<{ taken: number; left: number }>(
        `insert into personal_reads (tenant_id, reader, hour, taken) values ($1, $2, date_trunc('hour', clock_timestamp()), 1)
         on conflict (tenant_id, reader, hour) do update set taken = personal_reads.taken + 1
         returning taken, ceil(extract(epoch from hour + interval '1 hour' - clock_timestamp()))::integer as left`,
        [tenantId, reader],
      );
      const row = rows[0] ?? { taken: 1, left: 0 };
      if (row.taken === 1) await tx.query(`delete from personal_reads where tenant_id = $1 and hour < clock_timestamp() - interval '1 day'`, [tenantId]);
      return row;
    });
    if (taken <= this.perHour) return;
    const limited = new DomainError('READS.RATE_LIMITED', `${reader} has asked for ${this.perHour} personal values and objects in this hour, which is all it may: ask again in ${left} s, or raise CALLMESH_PERSONAL_READS_PER_HOUR`, { retryAfterSeconds: left });
    if (taken === this.perHour + 1) await onSpent(limited.code);
    throw limited;
  }
}
