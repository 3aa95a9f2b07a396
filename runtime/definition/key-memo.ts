import type { List } from "./list.js";

/** How many keys are remembered before all are forgotten. */
const MOST = 4096;

/** How long a key may be to be remembered. */
const LONGEST = 512;

/**
 * Remembers the keys of the last arguments: looking one up costs a third of building and hashing it.
 * For functions of one or two strings or numbers; others are asked every time.
 */
export class KeyMemo<Args extends List> {
  readonly #keyOf: (args: Args) => string;
  readonly #ofOne = new Map<unknown, string>();
  readonly #ofTwo = new Map<unknown, Map<unknown, string>>();
  #size = 0;

  /** `keyOf` must give equal arguments equal keys, whenever it is called. */
  constructor(keyOf: (args: Args) => string) {
    this.#keyOf = keyOf;
  }

  keyOf(given: Args): string {
    return this.find(given) ?? this.#make(given);
  }

  /** The key of these arguments if it is remembered. */
  find(given: List): string | undefined {
    if (given.length === 1) return this.#ofOne.get(given[0]);
    if (given.length === 2) return this.#ofTwo.get(given[0])?.get(given[1]);
    return undefined;
  }

  #make(given: Args): string {
    const key = this.#keyOf(given);
    const isFew = given.length === 1 || given.length === 2;
    if (isFew && key.length <= LONGEST && given.every(isPlain)) this.#remember(given, key);
    return key;
  }

  #remember(given: List, key: string): void {
    if (this.#size >= MOST) this.#forget();
    this.#size += 1;
    if (given.length === 1) this.#ofOne.set(given[0], key);
    else {
      const ofFirst = this.#ofTwo.get(given[0]) ?? new Map<unknown, string>();
      this.#ofTwo.set(given[0], ofFirst.set(given[1], key));
    }
  }

  #forget(): void {
    this.#ofOne.clear();
    this.#ofTwo.clear();
    this.#size = 0;
  }
}

/** Whether a map tells it from every other argument: 0 and -0 are one to a map, and two as fractions. */
function isPlain(value: unknown): boolean {
  return typeof value === "string" || (typeof value === "number" && value !== 0);
}
