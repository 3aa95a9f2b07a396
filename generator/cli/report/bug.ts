import type { DiagnosticCode } from "../../diagnostic/codes.js";
import type { Terminal } from "../terminal.js";

/** The code of a call that is no call of the command line. */
export const MISUSE_CODE: DiagnosticCode = "CG9011";

/** The code of an error that is ours. */
export const BUG_CODE: DiagnosticCode = "CG9012";

/** What to say of an error that is ours. */
export function bugMessage(error: unknown): string {
  return `cachegen failed, and that is a bug of cachegen, not of your schema: ${reasonOf(error)}`;
}

/** What to do about it; with `CACHEGEN_DEBUG` set, where it happened. */
export function bugAdvice(error: unknown, env: Terminal["env"]): string {
  const wantsStack = (env["CACHEGEN_DEBUG"] ?? "") !== "";
  if (!wantsStack) return "please report it, with what CACHEGEN_DEBUG=1 adds to this message";
  return (error instanceof Error ? error.stack : undefined) ?? "no stack";
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
