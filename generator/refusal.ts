import type { DiagnosticCode } from "./diagnostic/codes.js";

/** Exit codes of the command. */
export const EXIT = {
  /** All is well. */
  ok: 0,
  /** The schema has faults, or the generated files are not what they should be. */
  found: 1,
  /** The command was called wrongly, or there is no schema to read. */
  usage: 2,
  /** A fault of ours. */
  bug: 70,
} as const;

/** What a refusal says beside its message. */
export interface RefusalOptions extends ErrorOptions {
  readonly hint?: string;
  /** Exit code of the command; defaults to 1. */
  readonly exitCode?: number;
}

/** Why a command does not go on: something about files, which has no place in the schema. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: DiagnosticCode;
  readonly hint: string | undefined;
  readonly exitCode: number;

  constructor(code: DiagnosticCode, message: string, options: RefusalOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? EXIT.found;
  }
}
