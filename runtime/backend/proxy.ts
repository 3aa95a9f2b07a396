import { after, type Awaitable } from "../awaitable.js";
import type { Acquisition, Deposit, Held, Lease, LeaseRequest, LeasingBackend } from "./backend.js";

/**
 * A store in front of a store. Extend it and override what you care for; the rest goes through.
 *
 * Every way a value comes out of the store passes {@link afterRead}, every way one goes in {@link beforeWrite}, every way
 * one is dropped by key {@link beforeDrop}: overriding these three sees everything, single or many.
 *
 * @see dogpile.cache `ProxyBackend`. Differs: one hook for each direction, whatever the serializer.
 */
export class ProxyBackend implements LeasingBackend {
  /** The store behind. */
  readonly proxied: LeasingBackend;

  constructor(proxied: LeasingBackend) {
    this.proxied = proxied;
  }

  get form(): "values" | "text" {
    return this.proxied.form;
  }

  get keeps(): boolean {
    return this.proxied.keeps;
  }

  get keyMangler(): ((key: string) => string) | undefined {
    return this.proxied.keyMangler;
  }

  get leasesExpire(): boolean {
    return this.proxied.leasesExpire;
  }

  /**
   * The store's entries that programs with dogpile.cache share. A region makes proxies of its own for these; what is given to
   * it as a backend, proxy and all, sees none of them.
   */
  get python(): LeasingBackend | undefined {
    return this.proxied.python;
  }

  /** What readers get for what the store holds. */
  afterRead(_key: string, held: Held | undefined): Held | undefined {
    return held;
  }

  /** What is stored for what was made or set. */
  beforeWrite(_key: string, deposit: Deposit): Deposit {
    return deposit;
  }

  /** A key is about to be dropped. */
  beforeDrop(_key: string): void {}

  read(key: string): Awaitable<Held | undefined> {
    return after(this.proxied.read(key), (held) => this.afterRead(key, held));
  }

  readMany(keys: readonly string[]): Awaitable<readonly (Held | undefined)[]> {
    return after(this.proxied.readMany(keys), (all) =>
      keys.map((key, at) => this.afterRead(key, all[at])),
    );
  }

  acquire(requests: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]> {
    return after(this.proxied.acquire(requests), (answers) =>
      this.#afterAcquire(requests, answers),
    );
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Awaitable<readonly boolean[]> {
    return this.proxied.fill(fills.map(([lease, deposit]) => this.#beforeFill(lease, deposit)));
  }

  renew(leases: readonly Lease[], leaseMs: number): Awaitable<readonly boolean[]> {
    return this.proxied.renew(leases, leaseMs);
  }

  release(leases: readonly Lease[], retryAtMs?: number): Awaitable<void> {
    return this.proxied.release(leases, retryAtMs);
  }

  isLeased(key: string): Awaitable<boolean> {
    return this.proxied.isLeased(key);
  }

  write(entries: readonly (readonly [string, Deposit])[]): Awaitable<void> {
    return this.proxied.write(
      entries.map(([key, deposit]) => [key, this.beforeWrite(key, deposit)] as const),
    );
  }

  /** Not one of the ways {@link beforeDrop} sees: what is dropped is nothing that was stored through here. */
  discard(key: string, held: Held): Awaitable<void> {
    return this.proxied.discard?.(key, held);
  }

  invalidate(keys: readonly string[]): Awaitable<void> {
    for (const key of keys) this.beforeDrop(key);
    return this.proxied.invalidate(keys);
  }

  invalidateAll(mode: "hard" | "soft"): Awaitable<void> {
    return this.proxied.invalidateAll(mode);
  }

  close(): Awaitable<void> {
    return this.proxied.close();
  }

  #beforeFill(lease: Lease, deposit: Deposit | null): readonly [Lease, Deposit | null] {
    if (deposit !== null) return [lease, this.beforeWrite(lease.key, deposit)];
    this.beforeDrop(lease.key);
    return [lease, null];
  }

  /** A value found instead of a lease is a reading like any other. One that is hidden is asked for again, as seen. */
  #afterAcquire(
    requests: readonly LeaseRequest[],
    answers: readonly Acquisition[],
  ): Awaitable<readonly Acquisition[]> {
    const shown = answers.map((answer, at) => this.#shown(requests[at]?.key ?? "", answer));
    const hidden = requests.flatMap((request, at) => {
      const answer = answers[at];
      return shown[at] === undefined && answer?.kind === "filled"
        ? [{ ...request, seen: answer.held }]
        : [];
    });
    if (hidden.length === 0) return shown.flatMap((answer) => answer ?? []);
    return after(this.#askAgain(hidden), (others) => {
      const rest = others[Symbol.iterator]();
      return shown.map((answer) => answer ?? rest.next().value ?? unusable());
    });
  }

  /** What is hidden again, or cannot be asked for again, is nothing to wait for. The first answers stand. */
  #askAgain(hidden: readonly LeaseRequest[]): Awaitable<readonly Acquisition[]> {
    const show = (answers: readonly Acquisition[]): readonly Acquisition[] =>
      answers.map((answer, at) => this.#shown(hidden[at]?.key ?? "", answer) ?? unusable());
    const none = (): readonly Acquisition[] => hidden.map(unusable);
    try {
      const answers = this.proxied.acquire(hidden);
      return answers instanceof Promise ? answers.then(show, none) : show(answers);
    } catch {
      return none();
    }
  }

  #shown(key: string, answer: Acquisition): Acquisition | undefined {
    if (answer.kind === "won") return answer;
    if (answer.kind === "busy") return { kind: "busy", freed: this.#afterFreed(key, answer.freed) };
    const held = this.#seen(key, answer.held);
    return held === undefined ? undefined : { kind: "filled", held };
  }

  async #afterFreed(
    key: string,
    freed: Promise<Held | undefined | void>,
  ): Promise<Held | undefined> {
    const held = await freed;
    return held === undefined ? undefined : this.#seen(key, held);
  }

  #seen(key: string, held: Held): Held | undefined {
    try {
      return this.afterRead(key, held);
    } catch {
      // As good as hidden. A throw would lose the leases won beside it.
      return undefined;
    }
  }
}

/**
 * Never free: whoever waits for it creates without storing when its time is over. A promise for each: one for all would keep
 * everybody who ever waited.
 */
function unusable(): Acquisition {
  return { kind: "busy", freed: new Promise(() => undefined) };
}
