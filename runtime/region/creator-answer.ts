/** What a creator must be, and what it must answer. */
import { CacheError } from "../errors.js";

/**
 * Refuse what cannot be called.
 *
 * @throws CacheError `creator-invalid`.
 */
export function assertCreator(creator: unknown, owner: string): void {
  if (typeof creator === "function") return;
  const message = `${owner}: a creator is a function, not ${String(creator)}`;
  throw new CacheError("creator-invalid", message, { function: owner });
}

/**
 * Refuse an answer to many that is not aligned with what was asked.
 *
 * @throws CacheError `result-shape`, naming both lengths.
 */
export function assertAligned(answer: unknown, count: number): void {
  if (!Array.isArray(answer)) throw misshapen("a list", kindOf(answer));
  if (answer.length !== count) throw misshapen(`a list of ${count}`, `a list of ${answer.length}`);
}

/** The error of an answer that cannot be matched with what was asked. */
export function misshapen(expected: string, found: string): CacheError {
  const message = `the creator answered ${found} where ${expected} was expected`;
  return new CacheError("result-shape", message);
}

/** What an answer is, in words. */
export function kindOf(answer: unknown): string {
  if (Array.isArray(answer)) return "a list";
  return answer === null ? "null" : `a value of type ${typeof answer}`;
}
