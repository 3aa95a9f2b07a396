import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Order, Outcome } from "./order.js";

const MEMBER = fileURLToPath(new URL("member.ts", import.meta.url));

/** Longest time a process may take for anything, in milliseconds: the demo ends whatever happens. */
const PATIENCE_MS = 120_000;

/** Longest time a process may take to end by itself, in milliseconds. */
const FAREWELL_MS = 2_000;

/** A process of the fleet did not do what it was told. */
export class FleetError extends Error {
  override readonly name = "FleetError";
}

/** A process that carries out one order at a time. */
export class Member {
  /** Its number in the fleet, from 1. */
  readonly number: number;
  readonly #process: ChildProcess;

  private constructor(number: number) {
    this.number = number;
    this.#process = fork(MEMBER, { serialization: "advanced" });
    // What it does not hear it does not answer.
    this.#process.on("error", () => undefined);
    process.once("exit", () => this.#process.kill("SIGKILL"));
  }

  /** Start a process; it is ready when this resolves. */
  static async start(number: number): Promise<Member> {
    const member = new Member(number);
    try {
      await member.#answer();
      return member;
    } catch (error) {
      await member.kill();
      throw error;
    }
  }

  get name(): string {
    return `process ${this.number}`;
  }

  /** Whether it has not ended. */
  get isAlive(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Have it do something. Rejects with a {@link FleetError} when it does not answer in time. */
  async tell(order: Order): Promise<Outcome> {
    this.#process.send(order);
    return (await this.#answer()) as Outcome;
  }

  /** Let it stand still, as under a debugger or on a machine that is swapped out. */
  pause(): void {
    this.#process.kill("SIGSTOP");
  }

  resume(): void {
    this.#process.kill("SIGCONT");
  }

  /** End it without a word. */
  async kill(): Promise<void> {
    if (!this.isAlive) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }

  /** Let it end by itself, and see to it that it does. */
  async end(): Promise<void> {
    if (!this.isAlive) return;
    const gone = once(this.#process, "exit");
    if (this.#process.connected) this.#process.disconnect();
    await Promise.race([gone, sleep(FAREWELL_MS, undefined, { ref: false })]);
    await this.kill();
  }

  /** The next thing it says. */
  async #answer(): Promise<unknown> {
    const waiting = new AbortController();
    const { signal } = waiting;
    const said = once(this.#process, "message", { signal }).then(([message]: unknown[]) => message);
    const gone = once(this.#process, "exit", { signal }).then(() => {
      throw new FleetError(`${this.name} has ended`);
    });
    const late = sleep(PATIENCE_MS, undefined, { signal }).then(() => {
      throw new FleetError(`${this.name} has not answered within ${PATIENCE_MS / 1_000} s`);
    });
    try {
      return await Promise.race([said, gone, late]);
    } finally {
      waiting.abort();
      for (const other of [said, gone, late]) other.catch(() => undefined);
    }
  }
}

/** Processes that share a store. */
export class Fleet {
  readonly members: readonly Member[];

  private constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** Start some processes; none is left behind if one does not come up, nor when this one ends. */
  static async start(count: number): Promise<Fleet> {
    const starting = Array.from({ length: count }, (_, at) => Member.start(at + 1));
    const started = await Promise.allSettled(starting);
    const members = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const fleet = new Fleet(members);
    const failed = started.find((one) => one.status === "rejected");
    if (failed === undefined) return fleet;
    await fleet.end();
    throw failed.reason;
  }

  /** Those that have not ended. */
  get alive(): readonly Member[] {
    return this.members.filter(({ isAlive }) => isAlive);
  }

  /** The member of a number, from 1. Throws a `RangeError` when there is none. */
  member(number: number): Member {
    const member = this.members[number - 1];
    if (member === undefined) throw new RangeError(`there is no process ${number}`);
    return member;
  }

  /** Have all do the same at once; what came of it, by member. */
  async tellAll(
    order: Order,
    members: readonly Member[] = this.alive,
  ): Promise<ReadonlyMap<Member, Outcome>> {
    const telling = members.map(async (member) => [member, await member.tell(order)] as const);
    return new Map(await Promise.all(telling));
  }

  async end(): Promise<void> {
    await Promise.all(this.alive.map((member) => member.end()));
  }
}
