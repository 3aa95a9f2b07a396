/** Stores that tests look into or trip up. */
import {
  MemoryBackend,
  ProxyBackend,
  systemClock,
  type Acquisition,
  type Awaitable,
  type Clock,
  type Deposit,
  type Held,
  type Lease,
  type LeaseRequest,
  type LeasingBackend,
} from "cachegen/runtime";
import { gate, type Gate } from "../../../testing/gate.js";

/** A store in memory that writes down what it is asked: `read k`, `acquire k,l`. */
export class WatchedMemory extends MemoryBackend {
  readonly calls: string[] = [];

  constructor(clock: Clock = systemClock) {
    super({ clock, maxEntries: 1000 });
  }

  override read(key: string): Held | undefined {
    this.#note("read", [key]);
    return super.read(key);
  }

  override peek(key: string, sinceMs: number, untilMs: number): unknown {
    this.#note("peek", [key]);
    return super.peek(key, sinceMs, untilMs);
  }

  override readMany(keys: readonly string[]): (Held | undefined)[] {
    this.#note("readMany", keys);
    return super.readMany(keys);
  }

  override acquire(requests: readonly LeaseRequest[]): Acquisition[] {
    this.#note(
      "acquire",
      requests.map(({ key }) => key),
    );
    return super.acquire(requests);
  }

  override fill(fills: readonly (readonly [Lease, Deposit])[]): boolean[] {
    this.#note(
      "fill",
      fills.map(([{ key }]) => key),
    );
    return super.fill(fills);
  }

  override release(leases: readonly Lease[], retryAtMs?: number): void {
    this.#note(
      "release",
      leases.map(({ key }) => key),
    );
    super.release(leases, retryAtMs);
  }

  override write(entries: readonly (readonly [string, Deposit])[]): void {
    this.#note(
      "write",
      entries.map(([key]) => key),
    );
    super.write(entries);
  }

  override invalidate(keys: readonly string[]): void {
    this.#note("invalidate", keys);
    super.invalidate(keys);
  }

  #note(verb: string, keys: readonly string[]): void {
    this.calls.push(`${verb} ${keys.join(",")}`);
  }
}

/** A store whose leases run out by the clock unless they are renewed, as those of a server do. */
export class EndingLeases extends ProxyBackend {
  readonly #clock: Clock;
  readonly #endings = new Map<unknown, () => void>();
  /** Whether renewals are heard. */
  renewable = true;

  constructor(proxied: LeasingBackend, clock: Clock) {
    super(proxied);
    this.#clock = clock;
  }

  override get leasesExpire(): boolean {
    return true;
  }

  override async acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const answers = await super.acquire(requests);
    for (const [at, answer] of answers.entries()) {
      if (answer.kind === "won") this.#endAfter(answer.lease, requests[at]?.leaseMs ?? 0);
    }
    return answers;
  }

  override renew(leases: readonly Lease[], leaseMs: number): Awaitable<readonly boolean[]> {
    if (this.renewable) for (const lease of leases) this.#endAfter(lease, leaseMs);
    return super.renew(leases, leaseMs);
  }

  #endAfter(lease: Lease, leaseMs: number): void {
    this.#endings.get(lease.token)?.();
    const end = (): void => void this.proxied.release([lease]);
    this.#endings.set(lease.token, this.#clock.after(leaseMs, end));
  }
}

/** A store whose answers to readings arrive when the test says so: what they tell may be old by then. */
export class SlowReadings extends ProxyBackend {
  #arrival: Gate | undefined;

  /** Hold back the answers from now on, until the gate that is returned opens. */
  holdBack(): Gate {
    const arrival = gate();
    this.#arrival = arrival;
    return arrival;
  }

  override async readMany(keys: readonly string[]): Promise<readonly (Held | undefined)[]> {
    const answer = await this.proxied.readMany(keys);
    await this.#arrival?.opened;
    return answer;
  }
}

/** What is stored by hand, as if another process had put it there. */
export function deposit(kept: unknown, createdMs: number): Deposit {
  return { kept, createdMs, costMs: 0, draw: 0, bytes: 10, retainMs: Infinity };
}

/** A lease taken by hand, as if another process held it. */
export async function takeLease(backend: LeasingBackend, key: string): Promise<Lease> {
  const request = { key, seen: undefined, takeOver: true, leaseMs: 10_000 };
  const [answer] = await backend.acquire([request]);
  if (answer?.kind === "won") return answer.lease;
  throw new Error(`the lease of ${key} is ${answer?.kind}`);
}
