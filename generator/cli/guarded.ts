import { showRefusal } from "./display.js";
import type { Task } from "./prepare.js";
import { refusalOf } from "./system-error.js";

/** Runs a command so that a file system that does not play along is a message, not a bug. */
export async function guarded(
  command: (task: Task) => Promise<number>,
  task: Task,
): Promise<number> {
  try {
    return await command(task);
  } catch (error) {
    return showRefusal(task.terminal, refusalOf(error, "the output folder"));
  }
}
