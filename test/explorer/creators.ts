import type { Agenda } from "./agenda.js";
import type { Creation, History } from "./history.js";
import type { LeaseBook } from "./lease-book.js";
import { changes, reads } from "./step.js";

/** What the creators of one world share. */
interface Surroundings {
  readonly agenda: Agenda;
  readonly history: History;
  readonly book: LeaseBook;
  /** How many creations may fail. */
  readonly failures: number;
}

/** The error of one creation. */
export class CreatorFailure extends Error {
  override readonly name = "CreatorFailure";
}

/** How a creator's promise is settled. */
interface Ending {
  readonly resolve: (births: number[]) => void;
  readonly reject: (error: unknown) => void;
}

const FAILURES_LEFT = "failures left";

/**
 * The creators of a world. Each is called, looks at the database in one step, and ends in another, well or with an
 * error; it pays no heed to its signal.
 */
export class Creators {
  readonly #agenda: Agenda;
  readonly #history: History;
  readonly #book: LeaseBook;
  #failuresLeft: number;

  constructor({ agenda, history, book, failures }: Surroundings) {
    this.#agenda = agenda;
    this.#history = history;
    this.#book = book;
    this.#failuresLeft = failures;
  }

  /** The creator of these keys in a process. */
  create(process: string, keys: readonly string[], signal: AbortSignal): Promise<number[]> {
    const name = this.#agenda.name(`${process}'s creator of ${keys.join("+")}`);
    const leases = keys.flatMap((key) => this.#book.use(process, key) ?? []);
    const creation = this.#history.called({ name, process, keys, signal, leases });
    this.#checkLeases(creation);
    return new Promise((resolve, reject) =>
      this.#agenda.add({
        name: `${name} looks at the database`,
        of: process,
        touches: reads(`life of ${process}`, ...keys.map((key) => `change of ${key}`)),
        happen: () => this.#look(creation, { resolve, reject }),
      }),
    );
  }

  /** What it has seen is what it makes, however much later it is done. */
  #look(creation: Creation, ending: Ending): void {
    const { name, process, keys } = creation;
    const births = keys.map((key) => this.#history.created(key, creation).id);
    this.#agenda.add({
      name: `${name} is done`,
      of: process,
      touches: changes(process),
      happen: () => {
        this.#agenda.remove(`${name} fails`);
        creation.endedAt = this.#history.tick;
        ending.resolve(births);
      },
    });
    if (this.#failuresLeft > 0) this.#mayFail(creation, ending);
  }

  #mayFail(creation: Creation, { reject }: Ending): void {
    const { name, process } = creation;
    this.#agenda.add({
      name: `${name} fails`,
      of: process,
      touches: changes(process, FAILURES_LEFT),
      happen: () => {
        this.#agenda.remove(`${name} is done`);
        this.#failuresLeft -= 1;
        if (this.#failuresLeft === 0) this.#forbidFailures();
        creation.endedAt = this.#history.tick;
        creation.error = new CreatorFailure(`${name} failed`);
        reject(creation.error);
      },
    });
  }

  #forbidFailures(): void {
    for (const { name, touches } of this.#agenda.moves) {
      if (touches.some(({ what }) => what === FAILURES_LEFT)) this.#agenda.remove(name);
    }
  }

  /** One creation for each lease: more only for those who have waited too long, and theirs is not stored. */
  #checkLeases({ process, name, keys, leases }: Creation): void {
    if (leases.length === keys.length || this.#history.rang.has(process)) return;
    this.#history.violate("I1", `${name} was called without a lease`);
  }
}
