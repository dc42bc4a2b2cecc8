/** How a {@link SingleFlightCache} keeps what it was told. */
export interface CacheOptions {
  /** Most entries that are kept, found and not found each; the one that was asked for longest ago goes first. */
  readonly max: number;
  /** How long "there is none" is believed, ms: it may be registered any moment. */
  readonly forgetMissingMs: number;
  /** Whether an error means that there is none. Others are not kept. */
  isMissing(error: unknown): boolean;
  /** Monotonic ms; tests turn it by hand. */
  readonly now?: () => number;
}

/** Values by key: loaded once however many ask at the same time, bounded, and "there is none" only believed for a while. */
export class SingleFlightCache<K, V> {
  private readonly found = new Map<K, V>();
  private readonly missing = new Map<K, { readonly error: unknown; readonly until: number }>();
  private readonly loading = new Map<K, Promise<V>>();
  private readonly now: () => number;

  constructor(
    private readonly load: (key: K) => Promise<V>,
    private readonly options: CacheOptions,
  ) {
    this.now = options.now ?? (() => performance.now());
  }

  async get(key: K): Promise<V> {
    const value = this.found.get(key);
    if (value !== undefined) {
      put(this.found, key, value, this.options.max);
      return value;
    }
    const none = this.missing.get(key);
    if (none && this.now() < none.until) throw none.error;
    return this.loading.get(key) ?? this.fetch(key);
  }

  /** Entries held, for tests and metrics. */
  get size(): number {
    return this.found.size + this.missing.size;
  }

  private fetch(key: K): Promise<V> {
    const loading = this.load(key).then(
      (value) => {
        this.missing.delete(key);
        put(this.found, key, value, this.options.max);
        return value;
      },
      (error: unknown) => {
        if (this.options.isMissing(error)) put(this.missing, key, { error, until: this.now() + this.options.forgetMissingMs }, this.options.max);
        throw error;
      },
    );
    const shared = loading.finally(() => this.loading.delete(key));
    this.loading.set(key, shared);
    return shared;
  }
}

/** A map keeps the order in which keys were put: the first is the one that was not used for longest. */
function put<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > max && oldest !== undefined) map.delete(oldest);
}
