/** What a creator must be, and what it must answer. */
import { CacheError, nameOf, type Owner } from "../errors.js";

/**
 * Refuse what cannot be called.
 *
 * @throws CacheError `creator-invalid`.
 */
export function assertCreator(creator: unknown, owner: Owner): void {
  if (typeof creator === "function") return;
  const message = `${nameOf(owner)}: a creator is a function, not ${String(creator)}; a decorator stands without parentheses`;
  throw new CacheError("creator-invalid", message, owner);
}

/**
 * Refuse an answer to many that is not aligned with what was asked.
 *
 * @throws CacheError `result-shape`, naming both lengths.
 */
export function assertAligned(answer: unknown, count: number, owner: Owner): void {
  if (!Array.isArray(answer)) throw misshapen("a list", kindOf(answer), owner);
  if (answer.length !== count) {
    throw misshapen(`a list of ${count}`, `a list of ${answer.length}`, owner);
  }
}

/** The error of an answer that cannot be matched with what was asked. */
export function misshapen(expected: string, found: string, owner: Owner): CacheError {
  const message = `the creator of ${nameOf(owner)} answered ${found} where ${expected} was expected`;
  return new CacheError("result-shape", message, owner);
}

/** What an answer is, in words. */
export function kindOf(answer: unknown): string {
  if (Array.isArray(answer)) return "a list";
  return answer === null ? "null" : `a value of type ${typeof answer}`;
}
