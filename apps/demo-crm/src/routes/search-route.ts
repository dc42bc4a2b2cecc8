import type { FastifyInstance } from 'fastify';
import { invalid } from '../hubspot-error.js';
import type { CrmRecord } from '../records.js';
import type { CrmStore } from '../store.js';
import { shown, typeIn } from './object-routes.js';

interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly values?: readonly string[];
}

interface SearchBody {
  readonly filterGroups?: readonly { readonly filters: readonly Filter[] }[];
  readonly properties?: readonly string[];
  readonly limit?: number;
  readonly after?: string;
}

const MAX_GROUPS = 5;

/** Search over the index, which lags (HubSpot CRM search API): groups are alternatives, the filters of a group all hold. */
export function searchRoute(app: FastifyInstance, store: CrmStore): void {
  app.post('/crm/v3/objects/:type/search', (request) => {
    const type = typeIn(request.params);
    const { filterGroups = [], properties, limit = 10, after = '0' } = request.body as SearchBody;
    if (filterGroups.length > MAX_GROUPS) throw invalid(`at most ${MAX_GROUPS} filterGroups are allowed`);
    const found = store.index
      .visible(type, Date.now())
      .filter((record) => filterGroups.length === 0 || filterGroups.some((group) => group.filters.every((filter) => matches(record, filter))));
    const from = Number(after);
    return { total: found.length, results: found.slice(from, from + limit).map((record) => shown(record, properties)) };
  });
}

function matches(record: CrmRecord, filter: Filter): boolean {
  const value = record.properties[filter.propertyName]?.toLowerCase();
  switch (filter.operator) {
    case 'EQ':
      return value === filter.value?.toLowerCase();
    case 'IN':
      return value !== undefined && (filter.values ?? []).includes(value);
    case 'HAS_PROPERTY':
      return value !== undefined;
    default:
      throw invalid(`operator ${filter.operator} is not supported here`);
  }
}
