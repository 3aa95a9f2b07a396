import { EXIT, Refusal } from "../refusal.js";
import { errorCode, systemReason } from "../system-error.js";

/** What the process has to do with streams that fail. */
export interface Process {
  exitCode?: number | string | null | undefined;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Lets a run end in order when its output cannot be written. A reader that has gone away is no fault; any other
 * reason is said on the error stream where that still works, and the exit code becomes 1.
 */
export function guardStreams(running: Process): void {
  running.stdout.on("error", (error: Error) => {
    if (isReaderGone(error)) return;
    running.exitCode ||= EXIT.found;
    const reason = systemReason(error) ?? error.message;
    running.stderr.write(`cannot write to the standard output: ${reason}\n`);
  });
  running.stderr.on("error", (error: Error) => {
    if (!isReaderGone(error)) running.exitCode ||= EXIT.found;
  });
}

/** The folder a command was called in. Throws a `Refusal` when `find` finds none, as after it was deleted. */
export function workingFolder(find: () => string): string {
  try {
    return find();
  } catch (cause) {
    const message = "the folder this was called in does not exist any more";
    const hint = "change to another folder";
    throw new Refusal("CG9010", message, { hint, exitCode: EXIT.usage, cause });
  }
}

function isReaderGone(error: Error): boolean {
  return errorCode(error) === "EPIPE";
}
