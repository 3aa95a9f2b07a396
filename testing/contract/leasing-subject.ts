import assert from "node:assert/strict";
import type {
  Acquisition,
  Awaitable,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "../../runtime/index.js";
import { settled } from "../gate.js";
import type { ManualClock } from "../manual-clock.js";

/** Longer than any test takes, even where time is real: who is paused for a while loses no lease by it. */
const LONG_LEASE_MS = 600_000;

/** Steps in which a waiter has to be told: some stores look for themselves from time to time, long before a lease ends. */
const WAKE_STEPS = 400;
const WAKE_STEP_MS = 50;

type Asking = Partial<Omit<LeaseRequest, "key">>;

/** What a {@link LeasingSubject} is made with. */
export interface SubjectOptions {
  readonly clock: ManualClock;
  /** How long a lease lasts whose end is waited for, in milliseconds. */
  readonly leaseMs: number;
  /** Lets time pass for the store. */
  readonly passMs: (durationMs: number) => Awaitable<void>;
}

/** A store under test with its clock, and the commands of the contract in short. */
export class LeasingSubject {
  readonly backend: LeasingBackend;
  readonly clock: ManualClock;
  readonly leaseMs: number;
  readonly #passMs: SubjectOptions["passMs"];

  constructor(backend: LeasingBackend, { clock, leaseMs, passMs }: SubjectOptions) {
    this.backend = backend;
    this.clock = clock;
    this.leaseMs = leaseMs;
    this.#passMs = passMs;
  }

  /** A key as the store takes it. */
  key(name: string): string {
    return this.backend.keyMangler?.(name) ?? name;
  }

  /** Something to store. Text is a value like any other for a store of values. */
  deposit(kept: unknown, over: Partial<Deposit> = {}): Deposit {
    const createdMs = this.clock.nowMs();
    return { kept, createdMs, costMs: 12, draw: 0.5, bytes: 8, retainMs: Infinity, ...over };
  }

  async read(name: string): Promise<Held | undefined> {
    return this.backend.read(this.key(name));
  }

  /** What is kept under the name; `undefined` where there is nothing. */
  async kept(name: string): Promise<unknown> {
    return (await this.read(name))?.kept;
  }

  /** Ask for one lease. */
  async ask(name: string, asking: Asking = {}): Promise<Acquisition> {
    const [answer, ...more] = await this.askAll([name], asking);
    assert.ok(answer !== undefined && more.length === 0, "one request has one answer");
    return answer;
  }

  async askAll(names: readonly string[], asking: Asking = {}): Promise<readonly Acquisition[]> {
    const request = { seen: undefined, takeOver: false, leaseMs: LONG_LEASE_MS, ...asking };
    return this.backend.acquire(frozen(names.map((name) => ({ ...request, key: this.key(name) }))));
  }

  /** A lease that has to be given. */
  async lease(name: string, asking: Asking = {}): Promise<Lease> {
    const answer = await this.ask(name, asking);
    return answer.kind === "won" ? answer.lease : assert.fail(`${name} is ${answer.kind}`);
  }

  /** The promise of somebody who has to wait. */
  async freed(name: string): Promise<Promise<unknown>[]> {
    const answer = await this.ask(name);
    // In a list: an async function would wait for a promise it returns.
    return answer.kind === "busy" ? [answer.freed] : assert.fail(`${name} is ${answer.kind}`);
  }

  async fill(lease: Lease, kept: unknown, over: Partial<Deposit> = {}): Promise<boolean> {
    const answers = await this.fillAll([[lease, this.deposit(kept, over)]]);
    assert.equal(answers.length, 1, "one fill has one answer");
    return answers[0] === true;
  }

  async fillAll(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    return this.backend.fill(frozen(fills));
  }

  async write(name: string, kept: unknown, over: Partial<Deposit> = {}): Promise<void> {
    await this.backend.write(frozen([[this.key(name), this.deposit(kept, over)] as const]));
  }

  async invalidate(...names: readonly string[]): Promise<void> {
    await this.backend.invalidate(frozen(names.map((name) => this.key(name))));
  }

  /** Let leases last for long from now on; whether each was still live. */
  async renew(...leases: readonly Lease[]): Promise<readonly boolean[]> {
    return this.backend.renew(frozen(leases), LONG_LEASE_MS);
  }

  async isLeased(name: string): Promise<boolean> {
    return this.backend.isLeased(this.key(name));
  }

  async passMs(durationMs: number): Promise<void> {
    await this.#passMs(durationMs);
    await settled();
  }

  /** Require that whoever waits has not been told yet. */
  async waits(freed: Promise<unknown>): Promise<void> {
    assert.equal(await isSettled(freed), false, "nobody is told before it is worth looking again");
  }

  /** Require that whoever waits is told, at once or after a store's own look. */
  async wakes(freed: Promise<unknown>): Promise<void> {
    for (let step = 0; step < WAKE_STEPS; step += 1) {
      if (await isSettled(freed)) return;
      await this.passMs(WAKE_STEP_MS);
    }
    assert.fail("whoever waits is told when it is worth looking again");
  }
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const note = (): void => void (isDone = true);
  promise.then(note, note);
  await settled();
  return isDone;
}

/** Lists belong to whoever gives them: a store that changes one fails. */
function frozen<T>(list: readonly T[]): readonly T[] {
  return Object.freeze([...list]);
}
