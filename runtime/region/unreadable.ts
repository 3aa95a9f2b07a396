/** What is stored and cannot be handed out: a miss for its reader, counted, and dropped where it is of no use to anybody. */
import type { Held } from "../backend/backend.js";
import { isCacheError } from "../errors.js";
import type { Isolation } from "../value/isolation.js";
import { Misfit } from "../value/serializer.js";
import { Unreadable } from "../value/unreadable.js";
import type { Site } from "./site.js";

/** What a reader found under a key, and why it cannot have it. */
export interface Finding {
  readonly key: string;
  readonly held: Held;
  readonly error: unknown;
}

/** Report it: as a misfit where it is a value of another type, else as an error. */
export function setAside(site: Site<unknown>, finding: Finding): void {
  const { journal, isolation } = site.rules;
  const { key, held, error } = finding;
  if (typeof held.kept === "string") isolation.explainable(error, { text: held.kept });
  journal.note(error instanceof Misfit ? "misfit" : "error", key, { error });
  if (isOfNoUse(finding, isolation)) discard(site, finding);
}

/**
 * Whether nobody can read it. A value that was written for another type is left alone: programs before or after a change of the
 * schema may be running beside this one.
 */
function isOfNoUse({ held, error }: Finding, { fingerprint }: Isolation<unknown>): boolean {
  if (error instanceof Unreadable || error instanceof SyntaxError) return true;
  const isOfOurType = fingerprint !== undefined && held.fingerprint === fingerprint;
  // A schema of the user's own that fails says nothing of the value.
  return isOfOurType && !isCacheError(error);
}

/** Nobody waits for it: what is there has been reported, and the next value takes its place in any case. */
function discard({ ground, rules }: Site<unknown>, { key, held }: Finding): void {
  const note = (error: unknown): void => rules.journal.note("error", key, { error });
  try {
    const dropped = ground.backend.discard?.(key, held);
    if (dropped instanceof Promise) dropped.catch(note);
  } catch (error) {
    note(error);
  }
}
