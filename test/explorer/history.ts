/** What has happened in a run, and when: the tick of a thing is the number of the step it happened in. */

import type { Lease } from "cachegen/runtime";

/** Where a value comes from. */
export interface Birth {
  readonly id: number;
  readonly key: string;
  /** Who wrote it, where nobody created it. */
  readonly writer: Operation | undefined;
  /** The creation it is of, where it was created. */
  readonly creation: Creation | undefined;
  /** When its creator looked at the database: what it has seen is of that moment. */
  readonly seenAt: number;
  /** When it got into the store. */
  storedAt: number | undefined;
}

/** One call of a creator. */
export interface Creation {
  readonly name: string;
  readonly process: string;
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  /** What it may store with. */
  readonly leases: readonly Lease[];
  readonly calledAt: number;
  endedAt: number | undefined;
  /** What it failed with. */
  error: unknown;
}

/** What a caller does, from its arrival to its answer. */
export interface Operation {
  readonly caller: string;
  readonly process: string;
  readonly verb: string;
  readonly keys: readonly string[];
  readonly soft: boolean;
  readonly calledAt: number;
  /** When it was told to go away. */
  abortedAt: number | undefined;
  endedAt: number | undefined;
  /** One for each key: the id of a birth, or nothing where none was found. */
  values: readonly (number | undefined)[];
  error: unknown;
}

/** A caller boards a flight: as the one who starts it, or as one of many. */
export interface Boarding {
  readonly kind: "miss" | "join";
  readonly process: string;
  readonly key: string;
  readonly tick: number;
}

/** A rule that was broken. */
export interface Violation {
  /** As in the project's list of invariants: I1, I2 and so on. */
  readonly invariant: string;
  readonly message: string;
}

/** The verbs that change what is true of a key. */
export const CHANGES: ReadonlySet<string> = new Set(["set", "invalidate", "invalidateRegion"]);

/** Writes down a run. */
export class History {
  tick = 0;
  readonly births: Birth[] = [];
  readonly creations: Creation[] = [];
  readonly operations: Operation[] = [];
  readonly boardings: Boarding[] = [];
  readonly violations: Violation[] = [];
  /** Processes in which somebody has waited as long as it may. */
  readonly rang: Set<string> = new Set();
  /** When the store executed a soft invalidation of everything. */
  readonly softened: number[] = [];

  violate(invariant: string, message: string): void {
    this.violations.push({ invariant, message });
  }

  /** A value that was there before. */
  found(key: string): Birth {
    return this.#born({ key, writer: undefined, creation: undefined });
  }

  /** A value somebody sets. */
  written(writer: Operation): Birth {
    return this.#born({ key: writer.keys[0] ?? "", writer, creation: undefined });
  }

  /** A value a creator makes. */
  created(key: string, creation: Creation): Birth {
    return this.#born({ key, writer: undefined, creation });
  }

  /** The creator of these keys is called. */
  called(context: Pick<Creation, "name" | "process" | "keys" | "signal" | "leases">): Creation {
    const creation: Creation = {
      ...context,
      calledAt: this.tick,
      endedAt: undefined,
      error: undefined,
    };
    this.creations.push(creation);
    return creation;
  }

  /** Somebody arrives. */
  arrived(coming: Pick<Operation, "caller" | "process" | "verb" | "keys" | "soft">): Operation {
    const operation: Operation = {
      ...coming,
      calledAt: this.tick,
      abortedAt: undefined,
      endedAt: undefined,
      values: [],
      error: undefined,
    };
    this.operations.push(operation);
    return operation;
  }

  /** Somebody begins to wait for a flight. */
  boarded(boarding: Omit<Boarding, "tick">): void {
    this.boardings.push({ ...boarding, tick: this.tick });
  }

  /** Note that a value is in the store from now on. */
  stored(id: unknown): void {
    const birth = typeof id === "number" ? this.births[id] : undefined;
    if (birth !== undefined) birth.storedAt ??= this.tick;
  }

  operationOf(caller: string): Operation | undefined {
    return this.operations.find((operation) => operation.caller === caller);
  }

  /** Whether a caller has come and has no answer yet. */
  isWaiting(caller: string): boolean {
    const operation = this.operationOf(caller);
    return operation !== undefined && operation.endedAt === undefined;
  }

  /** What each caller was answered for each key: how many changes of the key its value had seen. */
  get answers(): readonly string[] {
    return this.operations.flatMap(({ caller, keys, values, error }) => {
      if (error !== undefined) return [`${caller}: ${error instanceof Error ? error.name : "?"}`];
      return values.map((id, at) => `${caller}: ${keys[at]} ${this.#versionOf(id)}`);
    });
  }

  #versionOf(id: number | undefined): string {
    const birth = id === undefined ? undefined : this.births[id];
    if (birth === undefined) return "none";
    const seen = this.operations.filter(
      ({ verb, keys, calledAt }) =>
        CHANGES.has(verb) && keys.includes(birth.key) && calledAt <= birth.seenAt,
    );
    return String(seen.length);
  }

  #born(origin: Pick<Birth, "key" | "writer" | "creation">): Birth {
    const { births, tick } = this;
    const birth = { ...origin, id: births.length, seenAt: tick, storedAt: undefined };
    births.push(birth);
    return birth;
  }
}
