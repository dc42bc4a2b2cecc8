import { builtInProperties, requiredProperties } from './built-in-properties.js';
import { HubSpotError, invalid, invalidProperties, notFound } from './hubspot-error.js';
import type { Journal } from './journal.js';
import { objectTypes, type Association, type Change, type CrmRecord, type ObjectType, type Properties, type PropertyDefinition, type Step } from './records.js';
import { SearchIndex } from './search-index.js';

/** What a write asks for. Values that are null or absent clear or leave a property. */
export type WantedProperties = Readonly<Record<string, string | null>>;

/** The CRM's data. Writes go one after another, so that uniqueness holds, and are durable before they are seen. */
export class CrmStore {
  readonly index = new SearchIndex();
  private readonly records = new Map<ObjectType, Map<string, CrmRecord>>(objectTypes.map((type) => [type, new Map()]));
  private readonly definitions = new Map(objectTypes.map((type) => [type, builtInProperties(type)]));
  private readonly links: Association[] = [];
  private nextId = 10_001;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly journal: Journal,
    steps: readonly Step[],
    private readonly indexLagMs: () => number,
  ) {
    this.apply(steps);
  }

  list(type: ObjectType): CrmRecord[] {
    return [...this.table(type).values()];
  }

  get(type: ObjectType, id: string, idProperty?: string): CrmRecord {
    const found = idProperty === undefined ? this.table(type).get(id) : this.list(type).find((record) => record.properties[idProperty] === id);
    if (!found) throw notFound(`Object not found. objectId=${id} objectType=${type}`);
    return found;
  }

  property(type: ObjectType, name: string): PropertyDefinition | undefined {
    return this.definitions.get(type)?.get(name);
  }

  properties(type: ObjectType): PropertyDefinition[] {
    return [...(this.definitions.get(type)?.values() ?? [])];
  }

  linked(type: ObjectType, id: string, to: ObjectType): string[] {
    const out = this.links.filter((l) => l.fromType === type && l.fromId === id && l.toType === to).map((l) => l.toId);
    const back = this.links.filter((l) => l.toType === type && l.toId === id && l.fromType === to).map((l) => l.fromId);
    return [...new Set([...out, ...back])].filter((other) => this.table(to).has(other));
  }

  create(type: ObjectType, wanted: WantedProperties, options: { byApi?: boolean; indexedNow?: boolean } = {}): Promise<CrmRecord> {
    return this.exclusively(async () => {
      const record = this.newRecord(type, wanted, options);
      await this.commit([{ step: 'record', record }]);
      return record;
    });
  }

  update(type: ObjectType, id: string, wanted: WantedProperties): Promise<CrmRecord> {
    return this.exclusively(async () => {
      const record = this.changedRecord(this.get(type, id), wanted);
      await this.commit([{ step: 'record', record }]);
      return record;
    });
  }

  /** As HubSpot's archive, which is not shown here; nothing happens when it is gone already. Its history goes from the journal too. */
  remove(objectType: ObjectType, id: string): Promise<void> {
    return this.exclusively(async () => {
      if (!this.table(objectType).has(id)) return;
      await this.commit([{ step: 'gone', objectType, id }]);
      await this.journal.drop((step) => step.step === 'record' && step.record.type === objectType && step.record.id === id);
    });
  }

  /** Creates or updates by a property that must hold unique values. */
  upsert(type: ObjectType, idProperty: string, id: string, wanted: WantedProperties): Promise<{ record: CrmRecord; isNew: boolean }> {
    return this.exclusively(async () => {
      if (this.property(type, idProperty)?.hasUniqueValue !== true) throw invalid(`${idProperty} is not a unique property of ${type}`);
      const known = this.list(type).find((record) => record.properties[idProperty] === id);
      const properties = { ...wanted, [idProperty]: id };
      const record = known ? this.changedRecord(known, properties) : this.newRecord(type, properties, {});
      await this.commit([{ step: 'record', record }]);
      return { record, isNew: !known };
    });
  }

  define(objectType: ObjectType, definition: PropertyDefinition): Promise<PropertyDefinition> {
    return this.exclusively(async () => {
      if (this.property(objectType, definition.name)) {
        throw new HubSpotError(409, 'OBJECT_ALREADY_EXISTS', `A property named '${definition.name}' already exists.`);
      }
      await this.commit([{ step: 'property', objectType, definition }]);
      return definition;
    });
  }

  associate(association: Association): Promise<void> {
    return this.exclusively(async () => {
      this.get(association.fromType, association.fromId);
      this.get(association.toType, association.toId);
      if (this.linked(association.fromType, association.fromId, association.toType).includes(association.toId)) return;
      await this.commit([{ step: 'association', association }]);
    });
  }

  private newRecord(type: ObjectType, wanted: WantedProperties, options: { byApi?: boolean; indexedNow?: boolean }): CrmRecord {
    this.check(type, wanted, undefined);
    const missing = requiredProperties[type].filter((name) => !wanted[name]);
    if (missing.length > 0) throw invalidProperties(missing.map((name) => ({ name, error: 'REQUIRED_FIELD', message: `${name} is required` })));
    const now = Date.now();
    const at = new Date(now).toISOString();
    const id = String(this.nextId);
    this.nextId += 1;
    const properties = merge({}, wanted);
    const byApi = options.byApi ?? true;
    const changes = byApi ? differences({}, properties, at) : [];
    const indexedAt = options.indexedNow ? 0 : now + this.indexLagMs();
    return { type, id, properties, createdAt: at, updatedAt: at, byApi, changes, indexedAt };
  }

  private changedRecord(known: CrmRecord, wanted: WantedProperties): CrmRecord {
    this.check(known.type, wanted, known.id);
    const now = Date.now();
    const at = new Date(now).toISOString();
    const properties = merge(known.properties, wanted);
    const changes = [...known.changes, ...differences(known.properties, properties, at)];
    const indexedAt = Math.max(now + this.indexLagMs(), this.index.lastIndexedAt(known.type, known.id));
    return { ...known, properties, changes, updatedAt: at, indexedAt };
  }

  private check(type: ObjectType, wanted: WantedProperties, id: string | undefined): void {
    const unknown = Object.keys(wanted).filter((name) => !this.property(type, name));
    if (unknown.length > 0) {
      throw invalidProperties(unknown.map((name) => ({ name, error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` })));
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (value === null || this.property(type, name)?.hasUniqueValue !== true) continue;
      const holder = this.list(type).find((record) => record.id !== id && record.properties[name] === value);
      if (holder) throw new HubSpotError(409, 'CONFLICT', `${name} "${value}" is already held by object ${holder.id}`);
    }
  }

  private table(type: ObjectType): Map<string, CrmRecord> {
    return this.records.get(type) as Map<string, CrmRecord>;
  }

  private async commit(steps: readonly Step[]): Promise<void> {
    await this.journal.append(steps);
    this.apply(steps);
  }

  private apply(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.step === 'gone') {
        this.table(step.objectType).delete(step.id);
        this.index.remove(step.objectType, step.id);
        this.nextId = Math.max(this.nextId, Number(step.id) + 1);
      } else if (step.step === 'property') this.definitions.get(step.objectType)?.set(step.definition.name, step.definition);
      else if (step.step === 'association') this.links.push(step.association);
      else {
        this.table(step.record.type).set(step.record.id, step.record);
        this.index.add(step.record);
        this.nextId = Math.max(this.nextId, Number(step.record.id) + 1);
      }
    }
  }

  private exclusively<T>(work: () => Promise<T>): Promise<T> {
    const run = this.queue.then(work, work);
    this.queue = run.catch(() => undefined);
    return run;
  }
}

function merge(known: Properties, wanted: WantedProperties): Properties {
  const merged: Record<string, string> = { ...known };
  for (const [name, value] of Object.entries(wanted)) {
    if (value === null || value === '') delete merged[name];
    else merged[name] = String(value);
  }
  return merged;
}

function differences(before: Properties, after: Properties, at: string): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((property) => before[property] !== after[property])
    .map((property) => ({ at, property, before: before[property] ?? null, after: after[property] ?? null }));
}
