import type { Move, Step } from "./step.js";

/** What can happen next in a world. */
export class Agenda {
  readonly #steps = new Map<string, Step & Move>();
  #taken = 0;
  readonly #named = new Map<string, number>();
  readonly #dead = new Set<string>();

  /** The moves that can be made now, the oldest first. */
  get moves(): readonly Move[] {
    return [...this.#steps.values()];
  }

  has(name: string): boolean {
    return this.#steps.has(name);
  }

  isDead(process: string): boolean {
    return this.#dead.has(process);
  }

  /** A name of its own for one of many things of one kind. */
  name(kind: string): string {
    const nth = (this.#named.get(kind) ?? 0) + 1;
    this.#named.set(kind, nth);
    return nth === 1 ? kind : `${kind} #${nth}`;
  }

  add(step: Step): void {
    if (step.of !== undefined && this.#dead.has(step.of)) return;
    if (this.#steps.has(step.name)) throw new Error(`two steps are called "${step.name}"`);
    this.#steps.set(step.name, { ...step, since: this.#taken });
  }

  remove(name: string): void {
    this.#steps.delete(name);
  }

  /** Take a step. */
  take(name: string): void {
    const step = this.#steps.get(name);
    if (step === undefined)
      throw new Error(`"${name}" cannot happen here: a run is not repeatable`);
    this.#steps.delete(name);
    this.#taken += 1;
    step.happen();
  }

  /** No step of this process happens any more; what it has sent is still under way. */
  kill(process: string): void {
    this.#dead.add(process);
    for (const { name, of } of this.#steps.values()) if (of === process) this.#steps.delete(name);
  }
}
