import type { Agenda } from "./agenda.js";
import { CHANGES, type History, type Operation } from "./history.js";
import type { Process } from "./process.js";
import type { Caller, Scenario } from "./scenario.js";
import { changes, reads, type Touch } from "./step.js";

/** What callers come to. */
interface Surroundings {
  readonly scenario: Scenario;
  readonly agenda: Agenda;
  readonly history: History;
  readonly processes: ReadonlyMap<string, Process>;
}

/** Those who come to the processes of a world: each in a step of its own, when its time has come. */
export class Callers {
  readonly #scenario: Scenario;
  readonly #agenda: Agenda;
  readonly #history: History;
  readonly #processes: ReadonlyMap<string, Process>;
  readonly #aborts = new Map<string, AbortController>();

  constructor({ scenario, agenda, history, processes }: Surroundings) {
    this.#scenario = scenario;
    this.#agenda = agenda;
    this.#history = history;
    this.#processes = processes;
  }

  /** Put those on the agenda who can come now, and take those off who cannot any more. */
  invite(): void {
    for (const caller of this.#scenario.callers) {
      const name = `${caller.name} ${described(caller)}`;
      if (!this.#canCome(caller)) this.#agenda.remove(name);
      else if (!this.#agenda.has(name)) {
        const touches = this.#touchesOf(caller);
        this.#agenda.add({ name, of: caller.process, touches, happen: () => this.#come(caller) });
      }
    }
  }

  #canCome({ name, deed, after = [], once = [] }: Caller): boolean {
    const history = this.#history;
    if (history.operationOf(name) !== undefined) return false;
    if (deed.verb === "abort" && !history.isWaiting(deed.caller)) return false;
    return (
      after.every((other) => history.operationOf(other) !== undefined) &&
      once.every((other) => history.operationOf(other)?.endedAt !== undefined)
    );
  }

  /**
   * A reader that comes sends a question to the store and changes nothing; but what it may be given depends on
   * what was confirmed before.
   */
  #touchesOf({ process, deed }: Caller): Touch[] {
    if (deed.verb === "die") return changes(process, `life of ${process}`);
    if (deed.verb === "abort") return changes(process);
    const changed = deed.keys.map((key) => `change of ${key}`);
    if (this.#scenario.local === true) return changes(process, ...changed);
    const confirmed = deed.keys.map((key) => `confirmation of ${key}`);
    const seen = reads(`life of ${process}`, ...confirmed);
    return CHANGES.has(deed.verb) ? [...seen, ...changes(process, ...changed)] : seen;
  }

  #come(caller: Caller): void {
    const { name, process, deed } = caller;
    const operation = this.#history.arrived({
      caller: name,
      process,
      verb: deed.verb,
      keys: "keys" in deed ? deed.keys : [],
      soft: deed.verb === "invalidateRegion" && deed.soft,
    });
    if (deed.verb === "die") this.#agenda.kill(process);
    if (deed.verb === "abort") this.#abort(deed.caller);
    void this.#attend(caller, operation);
  }

  #abort(caller: string): void {
    const target = this.#history.operationOf(caller);
    if (target !== undefined) target.abortedAt = this.#history.tick;
    this.#aborts.get(caller)?.abort(new DOMException(`${caller} has gone`, "AbortError"));
  }

  async #attend({ name, process, deed }: Caller, operation: Operation): Promise<void> {
    const signal = this.#signalOf(name);
    const birth = (): number => this.#history.written(operation).id;
    try {
      const doing = this.#processes.get(process)?.perform(deed, { signal, birth });
      operation.values = (await doing) ?? [];
    } catch (error) {
      operation.error = error;
    }
    operation.endedAt = this.#history.tick;
  }

  /** The signal of a caller somebody will make go away. */
  #signalOf(caller: string): AbortSignal | undefined {
    const ends = ({ deed }: Caller): boolean => deed.verb === "abort" && deed.caller === caller;
    if (!this.#scenario.callers.some(ends)) return undefined;
    const aborts = new AbortController();
    this.#aborts.set(caller, aborts);
    return aborts.signal;
  }
}

function described({ deed }: Caller): string {
  if (deed.verb === "die") return "comes, and the process dies";
  if (deed.verb === "abort") return `makes ${deed.caller} go away`;
  const soft = deed.verb === "invalidateRegion" && deed.soft ? " softly" : "";
  return `comes to ${deed.verb} ${deed.keys.join("+")}${soft}`;
}
