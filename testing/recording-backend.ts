import type { Awaitable, LeasingBackend } from "../runtime/index.js";
import { ObservedBackend, type Call, type Command } from "./observed-backend.js";

/** A command a store was given. */
export interface RecordedCommand {
  readonly command: Command;
  readonly keys: readonly string[];
}

/** A proxy that lists every command, in the order in which they came. */
export class RecordingBackend extends ObservedBackend {
  readonly #commands: RecordedCommand[] = [];

  /** The commands so far. */
  get commands(): readonly RecordedCommand[] {
    return this.#commands;
  }

  /** How often a command came. */
  count(command: Command): number {
    return this.#commands.filter((recorded) => recorded.command === command).length;
  }

  /** Begin a new list. */
  forget(): void {
    this.#commands.length = 0;
  }

  protected override around<T>({ command, keys, pass }: Call<T>): Awaitable<T> {
    this.#commands.push({ command, keys: [...keys] });
    return pass();
  }
}

/** Put a proxy that lists every command in front of a store. */
export function recordingBackend(backend: LeasingBackend): RecordingBackend {
  return new RecordingBackend(backend);
}
