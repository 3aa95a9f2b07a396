import { statSync, watch, type FSWatcher } from "node:fs";
import { foldersUpward } from "../../path.js";
import { EXIT, Refusal } from "../../refusal.js";
import { errorCode } from "../../system-error.js";

/** Tries to take hold of a folder that comes and goes meanwhile; the next event leads to more. */
const MOST_TRIES = 10;

/**
 * Tells that something in a folder may have changed. It watches the folder, not its files: those are lost from sight
 * when an editor saves by renaming. A folder that goes away is waited for, at the nearest one that is there.
 */
export class FolderWatch {
  readonly #folder: string;
  readonly #changed: () => void;
  readonly #failed: (error: unknown) => void;
  #watcher: FSWatcher | undefined;
  #held: string | undefined;

  /** Throws a `Refusal` when the folder cannot be watched; when that comes later, `failed` is called with it. */
  constructor(folder: string, changed: () => void, failed: (error: unknown) => void) {
    this.#folder = folder;
    this.#changed = changed;
    this.#failed = failed;
    this.#takeHold();
  }

  /** Stop watching. */
  close(): void {
    this.#watcher?.close();
  }

  #takeHold(): void {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const nearest = nearestFolder(this.#folder);
      if (nearest === undefined || nearest.id === this.#held) return;
      this.#watcher?.close();
      this.#watcher = this.#watch(nearest.path);
      this.#held = this.#watcher === undefined ? undefined : nearest.id;
      // What came about between the look and the watch is seen by looking again.
    }
  }

  #watch(path: string): FSWatcher | undefined {
    try {
      const onEvent = (): void => this.#onEvent();
      return watch(path, onEvent).on("error", onEvent);
    } catch (cause) {
      if (nearestFolder(path)?.path !== path) return undefined;
      const message = `${path} cannot be watched: ${reasonOf(cause)}`;
      const hint = "run cachegen generate after each change instead";
      throw new Refusal("CG9002", message, { hint, exitCode: EXIT.usage, cause });
    }
  }

  #onEvent(): void {
    try {
      this.#takeHold();
      this.#changed();
    } catch (error) {
      this.#failed(error);
    }
  }
}

/** A folder that is there, and by what it is told from another of its name. */
interface Found {
  readonly path: string;
  readonly id: string;
}

function nearestFolder(folder: string): Found | undefined {
  for (const path of foldersUpward(folder)) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return { path, id: `${path} ${found.dev} ${found.ino}` };
  }
  return undefined;
}

function reasonOf(cause: unknown): string {
  const code = errorCode(cause);
  if (code === "ENOSPC" || code === "EMFILE") return "the system watches as many as it may";
  return cause instanceof Error ? cause.message : String(cause);
}
