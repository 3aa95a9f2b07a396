import { Refusal } from "../refusal.js";

/** What the file system says went wrong, in words; the code itself when it is a rare one. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left"],
  ["ENOENT", "it does not exist"],
  ["ENOTDIR", "a part of its path is not a folder"],
  ["EISDIR", "it is a folder"],
  ["EEXIST", "something has its name already"],
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
 * Gives the refusal an error comes to: itself, or what the file system did not allow with the output.
 * `place` is the output for the message; `undefined` for any other error, which is a bug.
 */
export function refusalOf(error: unknown, place = "the output folder"): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const reason = systemReason(error);
  if (reason === undefined) return undefined;
  return new Refusal("CG9006", `cannot use ${place}: ${reason}`, { cause: error });
}
