import { DATABASE, DomainError, type Database } from '@callmesh/event-sourcing';
import { Inject, Injectable } from '@nestjs/common';
import { builtInConnections, type Connection } from '../../domain/metadata/connection.js';

/** A tenant's connections: those it stored, and behind them the built-in ones. */
@Injectable()
export class Connections {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** @throws DomainError CONNECTION.NOT_FOUND */
  async get(tenantId: string, id: string): Promise<Connection> {
    const { rows } = await this.db.transaction(tenantId, (tx) => tx.query<{ config: Omit<Connection, 'id'> }>('select config from connections where id = $1', [id]));
    const connection = rows[0] ? { ...rows[0].config, id } : builtInConnections.find((builtIn) => builtIn.id === id);
    if (connection) return connection;
    throw new DomainError('CONNECTION.NOT_FOUND', `there is no connection ${id}: use ${builtInConnections.map((builtIn) => builtIn.id).join(', ')}, or PUT /api/v1/connections/${id} first`);
  }

  async put(tenantId: string, { id, ...config }: Connection): Promise<void> {
    await this.db.transaction(tenantId, (tx) =>
      tx.query(
        `insert into connections (tenant_id, id, config) values ($1, $2, $3)
         on conflict (tenant_id, id) do update set config = excluded.config, updated_at = now()`,
        [tenantId, id, JSON.stringify(config)],
      ),
    );
  }
}
