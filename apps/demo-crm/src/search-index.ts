import type { CrmRecord, ObjectType } from './records.js';

/** The search sees records late: each version becomes visible at its own `indexedAt`. */
export class SearchIndex {
  private readonly versions = new Map<string, CrmRecord[]>();

  add(record: CrmRecord): void {
    const key = `${record.type}/${record.id}`;
    const known = this.versions.get(key) ?? [];
    this.versions.set(key, [...known, record]);
  }

  remove(type: ObjectType, id: string): void {
    this.versions.delete(`${type}/${id}`);
  }

  /** Versions of the type's records that the index shows at `now`. */
  visible(type: ObjectType, now: number): CrmRecord[] {
    const shown: CrmRecord[] = [];
    for (const [key, versions] of this.versions) {
      if (!key.startsWith(`${type}/`)) continue;
      const newest = versions.findLastIndex((version) => version.indexedAt <= now);
      if (newest < 0) continue;
      // Older versions can never be shown again.
      if (newest > 0) this.versions.set(key, versions.slice(newest));
      shown.push(versions[newest] as CrmRecord);
    }
    return shown;
  }

  /** When the last known version of a record becomes visible; 0 when there is none. */
  lastIndexedAt(type: ObjectType, id: string): number {
    return this.versions.get(`${type}/${id}`)?.at(-1)?.indexedAt ?? 0;
  }
}
