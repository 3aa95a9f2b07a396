import { Refusal } from "./refusal.js";

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

/** The code of an error of the system, such as `ENOENT`; `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Whether an error says that nothing bears the name that was asked for. */
export function isMissing(error: unknown): boolean {
  const code = errorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What a look at the file system finds; `undefined` where nothing bears the name. Rejects where that cannot be told. */
export async function ifPresent<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Gives the reason of an error of the file system; `undefined` for any other error. */
export function systemReason(error: unknown): string | undefined {
  const code = errorCode(error);
  if (code === undefined || !(error instanceof Error && "syscall" in error)) return undefined;
  return REASONS.get(code) ?? code;
}

/** The reason of an error that was caught; one that is not of the file system is thrown on. */
export function caughtReason(error: unknown): string {
  const reason = systemReason(error);
  if (reason === undefined) throw error;
  return reason;
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
