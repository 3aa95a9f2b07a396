import type { DiagnosticCode } from "../diagnostic/codes.js";

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

/** Why a command does not go on: something about files, which has no place in the schema. */
export interface Refusal {
  readonly kind: "refusal";
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
  readonly exitCode: number;
}

/** Makes a refusal; `exitCode` defaults to 1. */
export function refusal(
  code: DiagnosticCode,
  message: string,
  options: { readonly hint?: string; readonly exitCode?: number } = {},
): Refusal {
  return { kind: "refusal", code, message, exitCode: EXIT.found, ...options };
}

/** Tells whether a step answered with a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return "kind" in answer && answer.kind === "refusal";
}
