import { OutputError } from "../write/output-error.js";
import { refusal, type Refusal } from "./refusal.js";

/** What the file system says went wrong, in words; the code itself when it is a rare one. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left"],
  ["ENOENT", "it does not exist"],
  ["ENOTDIR", "a part of its path is not a folder"],
  ["EISDIR", "it is a folder"],
  ["ELOOP", "its links lead in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
]);

/** Gives the reason of an error of the file system; `undefined` for any other error. */
export function systemReason(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return undefined;
  const code = String(error.code);
  return REASONS.get(code) ?? code;
}

/**
 * Turns an error of the file system, or of an output folder that cannot be used, into a refusal.
 * `place` is what was to be used, for the message; any other error is a bug and thrown again.
 */
export function refusalOf(error: unknown, place: string): Refusal {
  if (error instanceof OutputError) return refusal("CG9006", error.message);
  const reason = systemReason(error);
  if (reason === undefined) throw error;
  return refusal("CG9006", `cannot use ${place}: ${reason}`);
}
