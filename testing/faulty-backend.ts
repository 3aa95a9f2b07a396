import type { Awaitable, Clock, LeasingBackend } from "../runtime/index.js";
import { ObservedBackend, type Call, type Command } from "./observed-backend.js";

/** What goes wrong with a command. */
export type Fault =
  /** It reaches the store later. */
  | { readonly kind: "delay"; readonly delayMs: number }
  /** It does not reach the store, and says so. */
  | { readonly kind: "fail"; readonly error?: unknown }
  /** It reaches the store, and says it did not. */
  | { readonly kind: "lose"; readonly error?: unknown }
  /** It does not reach the store, and says nothing, ever. */
  | { readonly kind: "hang" }
  /** It does not reach the store, and says it did. */
  | { readonly kind: "drop" };

/** How often a fault strikes. Default always. */
export type Frequency = "once" | "always";

interface Armed {
  readonly fault: Fault;
  readonly frequency: Frequency;
}

/** A proxy whose commands go wrong when a test says so. */
export class FaultyBackend extends ObservedBackend {
  readonly #clock: Clock;
  readonly #armed = new Map<Command, Armed>();
  readonly #struck = new Map<Command, number>();

  constructor(proxied: LeasingBackend, clock: Clock) {
    super(proxied);
    this.#clock = clock;
  }

  /** Let a command go wrong: the next one, or all from now on. */
  arm(command: Command, fault: Fault, frequency: Frequency = "always"): void {
    this.#armed.set(command, { fault, frequency });
  }

  /** Let a command through again. Default: all of them. */
  disarm(command?: Command): void {
    if (command === undefined) this.#armed.clear();
    else this.#armed.delete(command);
  }

  /** How often a command went wrong: a test of faults in which none struck has tested nothing. */
  struck(command: Command): number {
    return this.#struck.get(command) ?? 0;
  }

  protected override around<T>(call: Call<T>): Awaitable<T> {
    const armed = this.#armed.get(call.command);
    if (armed === undefined) return call.pass();
    if (armed.frequency === "once") this.#armed.delete(call.command);
    this.#struck.set(call.command, this.struck(call.command) + 1);
    return this.#suffer(armed.fault, call);
  }

  async #suffer<T>(fault: Fault, { command, pass, confirmed }: Call<T>): Promise<T> {
    switch (fault.kind) {
      case "delay":
        await new Promise<void>((resolve) => void this.#clock.after(fault.delayMs, resolve));
        return pass();
      case "fail":
        throw errorOf(fault, command);
      case "lose":
        await pass();
        throw errorOf(fault, command);
      case "hang":
        return new Promise<T>(() => undefined);
      case "drop":
        return confirmed();
    }
  }
}

/** Put a proxy whose commands can go wrong in front of a store; delays are measured by the clock. */
export function faultyBackend(
  backend: LeasingBackend,
  { clock }: { readonly clock: Clock },
): FaultyBackend {
  return new FaultyBackend(backend, clock);
}

function errorOf({ error }: { readonly error?: unknown }, command: Command): unknown {
  return error ?? new Error(`the store failed on purpose: ${command}`);
}
