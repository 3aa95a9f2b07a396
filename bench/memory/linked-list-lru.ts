/** The floor: what a person would write by hand for a cache of bounded size, a map and a doubly linked list. */
export class LinkedListLru<V> {
  readonly #max: number;
  readonly #nodes = new Map<string, Node<V>>();
  #newest: Node<V> | undefined;
  #oldest: Node<V> | undefined;

  constructor(maxEntries: number) {
    this.#max = maxEntries;
  }

  get(key: string): V | undefined {
    const node = this.#nodes.get(key);
    if (node === undefined) return undefined;
    this.#makeNewest(node);
    return node.value;
  }

  set(key: string, value: V): void {
    const known = this.#nodes.get(key);
    if (known !== undefined) {
      known.value = value;
      this.#makeNewest(known);
      return;
    }
    if (this.#nodes.size >= this.#max) this.#dropOldest();
    const node: Node<V> = { key, value, older: undefined, newer: undefined };
    this.#nodes.set(key, node);
    this.#append(node);
  }

  #makeNewest(node: Node<V>): void {
    if (node === this.#newest) return;
    this.#unlink(node);
    this.#append(node);
  }

  #dropOldest(): void {
    const node = this.#oldest;
    if (node === undefined) return;
    this.#unlink(node);
    this.#nodes.delete(node.key);
  }

  #append(node: Node<V>): void {
    node.older = this.#newest;
    node.newer = undefined;
    if (this.#newest === undefined) this.#oldest = node;
    else this.#newest.newer = node;
    this.#newest = node;
  }

  #unlink({ older, newer }: Node<V>): void {
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
  }
}

interface Node<V> {
  readonly key: string;
  value: V;
  older: Node<V> | undefined;
  newer: Node<V> | undefined;
}
