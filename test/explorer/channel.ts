import type {
  Acquisition,
  Deposit,
  Held,
  Lease,
  LeaseRequest,
  LeasingBackend,
} from "cachegen/runtime";
import type { Agenda } from "./agenda.js";
import { changes, reads, type Touch } from "./step.js";

/** What a command does to the store. */
interface Command<T> {
  readonly verb: string;
  readonly touches: readonly Touch[];
  /** Keys whose change the answer confirms: what begins after it arrived counts on it. */
  readonly confirms?: readonly string[];
  readonly execute: () => T;
}

/**
 * A process's way to the store. Every command is two steps: the store executes it; the answer arrives.
 * Commands overtake each other, and so do answers.
 */
export class Channel implements LeasingBackend {
  readonly form = "values";
  readonly keeps = true;
  readonly leasesExpire = false;
  readonly #store: LeasingBackend;
  readonly #agenda: Agenda;
  readonly #process: string;
  readonly #allKeys: readonly string[];

  constructor(
    store: LeasingBackend,
    { agenda, process, allKeys }: { agenda: Agenda; process: string; allKeys: readonly string[] },
  ) {
    this.#store = store;
    this.#agenda = agenda;
    this.#process = process;
    this.#allKeys = allKeys;
  }

  read(key: string): Promise<Held | undefined> {
    return this.#send({
      verb: "read",
      touches: reads(key),
      execute: () => this.#store.read(key),
    });
  }

  readMany(keys: readonly string[]): Promise<readonly (Held | undefined)[]> {
    return this.#send({
      verb: "read",
      touches: reads(...keys),
      execute: () => this.#store.readMany(keys),
    });
  }

  acquire(requests: readonly LeaseRequest[]): Promise<readonly Acquisition[]> {
    const keys = requests.map(({ key }) => key);
    return this.#send({
      verb: "acquire",
      touches: changes(...keys),
      execute: async () => {
        const answers = await this.#store.acquire(requests);
        return answers.map((answer, at) => this.#afar(answer, keys[at] ?? ""));
      },
    });
  }

  fill(fills: readonly (readonly [Lease, Deposit | null])[]): Promise<readonly boolean[]> {
    return this.#send({
      verb: "fill",
      touches: changes(...fills.map(([{ key }]) => key)),
      execute: () => this.#store.fill(fills),
    });
  }

  renew(leases: readonly Lease[], leaseMs: number): Promise<readonly boolean[]> {
    return this.#send({
      verb: "renew",
      touches: changes(...leases.map(({ key }) => key)),
      execute: () => this.#store.renew(leases, leaseMs),
    });
  }

  release(leases: readonly Lease[], retryAtMs?: number): Promise<void> {
    return this.#send({
      verb: "release",
      touches: changes(...leases.map(({ key }) => key)),
      execute: () => this.#store.release(leases, retryAtMs),
    });
  }

  isLeased(key: string): Promise<boolean> {
    return this.#send({
      verb: "look at the lease of",
      touches: reads(key),
      execute: () => this.#store.isLeased(key),
    });
  }

  write(entries: readonly (readonly [string, Deposit])[]): Promise<void> {
    const keys = entries.map(([key]) => key);
    return this.#send({
      verb: "write",
      touches: changes(...keys),
      confirms: keys,
      execute: () => this.#store.write(entries),
    });
  }

  invalidate(keys: readonly string[]): Promise<void> {
    return this.#send({
      verb: "invalidate",
      touches: changes(...keys),
      confirms: keys,
      execute: () => this.#store.invalidate(keys),
    });
  }

  invalidateAll(mode: "hard" | "soft"): Promise<void> {
    return this.#send({
      verb: `invalidate (${mode})`,
      touches: changes(...this.#allKeys),
      confirms: this.#allKeys,
      execute: () => this.#store.invalidateAll(mode),
    });
  }

  close(): void {}

  #send<T>(command: Command<T>): Promise<Awaited<T>> {
    const keys = command.touches.map(({ what }) => what).join("+");
    const name = this.#agenda.name(`${this.#process}'s ${command.verb} ${keys}`);
    return new Promise((resolve) =>
      this.#agenda.add({
        name: `the store executes ${name}`,
        // What a process has sent goes on without it, but only while it lives is there an answer.
        touches: [...reads(`life of ${this.#process}`), ...command.touches.map(inStore)],
        happen: () => void this.#execute(name, command, resolve),
      }),
    );
  }

  async #execute<T>(
    name: string,
    { confirms = [], execute }: Command<T>,
    resolve: (answer: Awaited<T>) => void,
  ): Promise<void> {
    const answer = await execute();
    this.#agenda.add({
      name: `the answer to ${name} arrives`,
      of: this.#process,
      touches: changes(this.#process, ...confirms.map((key) => `confirmation of ${key}`)),
      happen: () => resolve(answer),
    });
  }

  /** The word that a lease is free travels too. */
  #afar(answer: Acquisition, key: string): Acquisition {
    if (answer.kind !== "busy") return answer;
    const freed = new Promise<void>((resolve) => {
      void answer.freed.then(() =>
        this.#agenda.add({
          name: this.#agenda.name(`${this.#process} hears that ${key} is free`),
          of: this.#process,
          touches: changes(this.#process),
          happen: resolve,
        }),
      );
    });
    return { kind: "busy", freed };
  }
}

function inStore({ what, changes: isChange }: Touch): Touch {
  return { what: `${what} in the store`, changes: isChange };
}
