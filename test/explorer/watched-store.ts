import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
  MemoryBackend,
} from "cachegen/runtime";
import type { History } from "./history.js";
import type { LeaseBook } from "./lease-book.js";

/** The one store of all processes, as one of them sees it, with a look at everything it does. */
export class WatchedStore implements LeasingBackend {
  readonly form = "values";
  readonly keeps = true;
  readonly leasesExpire = false;
  readonly #store: MemoryBackend;
  readonly #history: History;
  readonly #book: LeaseBook;
  readonly #process: string;

  constructor(
    store: MemoryBackend,
    { history, book, process }: { history: History; book: LeaseBook; process: string },
  ) {
    this.#store = store;
    this.#history = history;
    this.#book = book;
    this.#process = process;
  }

  read(key: string): Held | undefined {
    return this.#store.read(key);
  }

  peek(...question: Parameters<MemoryBackend["peek"]>): unknown {
    return this.#store.peek(...question);
  }

  readMany(keys: readonly string[]): (Held | undefined)[] {
    return this.#store.readMany(keys);
  }

  acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    const answers = this.#store.acquire(requests);
    for (const answer of answers) {
      if (answer.kind === "won") this.#book.given(this.#process, answer.lease);
    }
    return answers;
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): boolean[] {
    return fills.flatMap((one) => this.#fillOne(one));
  }

  renew(leases: readonly Lease[]): boolean[] {
    return this.#store.renew(leases);
  }

  release(leases: readonly Lease[], retryAtMs?: number): void {
    for (const lease of leases) {
      this.#unlessLive(lease, "release", () => this.#store.release([lease], retryAtMs));
      if (this.#book.isLive(lease)) this.#book.ended(lease.key);
    }
  }

  isLeased(key: string): boolean {
    return this.#store.isLeased(key);
  }

  write(entries: readonly (readonly [string, Deposit])[]): void {
    this.#store.write(entries);
    for (const [key, { kept }] of entries) {
      this.#history.stored(kept);
      this.#book.ended(key);
    }
  }

  invalidate(keys: readonly string[]): void {
    this.#store.invalidate(keys);
    for (const key of keys) this.#book.ended(key);
  }

  invalidateAll(mode: "hard" | "soft"): void {
    this.#store.invalidateAll(mode);
    if (mode === "soft") this.#history.softened.push(this.#history.tick);
    this.#book.allEnded();
  }

  close(): void {}

  #fillOne(fill: readonly [Lease, Deposit | null]): boolean[] {
    const [lease, deposit] = fill;
    const live = this.#book.isLive(lease);
    const answer = this.#unlessLive(lease, "fill", () => this.#store.fill([fill]));
    if (answer[0] !== live) {
      const was = live ? "refused" : "accepted";
      this.#history.violate("I3", `a fill of ${lease.key} by ${this.#process} is wrongly ${was}`);
    }
    if (answer[0] === true) this.#history.stored(deposit?.kept);
    if (live) this.#book.ended(lease.key);
    else this.#book.refused(this.#process);
    return answer;
  }

  /** What comes with a lease that has ended must leave no trace. */
  #unlessLive<T>(lease: Lease, verb: string, act: () => T): T {
    if (this.#book.isLive(lease)) return act();
    const before = this.#state(lease.key);
    const answer = act();
    if (this.#state(lease.key) === before) return answer;
    this.#history.violate("I3", `a late ${verb} of ${lease.key} by ${this.#process} left a trace`);
    return answer;
  }

  #state(key: string): string {
    return JSON.stringify([this.#store.read(key), this.#store.isLeased(key)]);
  }
}
