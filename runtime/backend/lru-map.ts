/** A map of bounded size that drops the least recently used entry when it is full. */
export class LruMap<V> {
  readonly #max: number;
  readonly #nodes = new Map<string, Node<V>>();
  /** Sentinel of a ring: its `newer` is the oldest node, its `older` the newest. */
  readonly #ring = new Link();

  constructor(maxEntries: number) {
    this.#max = maxEntries;
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** The value of a key, which becomes the most recently used. */
  get(key: string): V | undefined {
    const node = this.#nodes.get(key);
    if (node === undefined) return undefined;
    if (this.#ring.older !== node) this.#makeNewest(node);
    return node.value;
  }

  /** Store a value as the most recently used, at the cost of the least recently used when full. */
  set(key: string, value: V): void {
    const known = this.#nodes.get(key);
    if (known === undefined) this.#add(key, value);
    else {
      known.value = value;
      this.#makeNewest(known);
    }
  }

  delete(key: string): void {
    const node = this.#nodes.get(key);
    if (node === undefined) return;
    node.unlink();
    this.#nodes.delete(key);
  }

  clear(): void {
    this.#nodes.clear();
    this.#ring.newer = this.#ring;
    this.#ring.older = this.#ring;
  }

  #add(key: string, value: V): void {
    if (this.#nodes.size >= this.#max) this.#dropOldest();
    const node = new Node(key, value);
    this.#nodes.set(key, node);
    node.linkNewest(this.#ring);
  }

  #dropOldest(): void {
    const oldest = this.#ring.newer;
    if (oldest instanceof Node) this.delete(oldest.key);
  }

  #makeNewest(node: Node<V>): void {
    node.unlink();
    node.linkNewest(this.#ring);
  }
}

/** A place in the ring; the sentinel is one without a value. */
class Link {
  older: Link = this;
  newer: Link = this;

  unlink(): void {
    this.older.newer = this.newer;
    this.newer.older = this.older;
  }

  /** Take the place behind the newest of a ring. */
  linkNewest(ring: Link): void {
    this.older = ring.older;
    this.newer = ring;
    ring.older.newer = this;
    ring.older = this;
  }
}

class Node<V> extends Link {
  readonly key: string;
  value: V;

  constructor(key: string, value: V) {
    super();
    this.key = key;
    this.value = value;
  }
}
