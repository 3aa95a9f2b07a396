/** What a step of a schedule reads or changes, by name. */
export interface Touch {
  readonly what: string;
  readonly changes: boolean;
}

/** A step as a schedule remembers it. */
export interface Move {
  /** Readable, and the same in every run that came here by the same moves. */
  readonly name: string;
  readonly touches: readonly Touch[];
  /** The number of the step that made it possible; 0 = none, it could always happen. */
  readonly since: number;
}

/** One thing that can happen next. */
export interface Step extends Omit<Move, "since"> {
  /** The process that takes it; a step of nobody's happens even when every process has died. */
  readonly of?: string;
  readonly happen: () => void;
}

/** Touched by a step that commutes with no other, and that others can make impossible. */
export const EVERYTHING = "everything";

export function reads(...what: readonly string[]): Touch[] {
  return what.map((name) => ({ what: name, changes: false }));
}

export function changes(...what: readonly string[]): Touch[] {
  return what.map((name) => ({ what: name, changes: true }));
}

/** Whether two moves lead to the same state in either order: neither touches what the other changes. */
export function independent(one: Move, other: Move): boolean {
  return !one.touches.some((a) => other.touches.some((b) => collide(a, b)));
}

function collide(a: Touch, b: Touch): boolean {
  if (a.what === EVERYTHING || b.what === EVERYTHING) return true;
  return a.what === b.what && (a.changes || b.changes);
}
