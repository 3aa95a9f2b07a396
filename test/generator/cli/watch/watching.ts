import { onTestFinished } from "vitest";
import type { Project, Run, Call } from "../project.js";

/** A watch that runs in a project until it is stopped; it is stopped after the test at the latest. */
export class Watching {
  readonly #controller = new AbortController();
  readonly #ended: Promise<Run>;
  #stderr = "";
  #heard = 0;
  #listen: (() => void) | undefined;

  constructor(project: Project, argv: readonly string[] = ["watch"], call: Call = {}) {
    const heard = (stderr: string): void => {
      this.#stderr = stderr;
      this.#listen?.();
    };
    this.#ended = project.run(argv, { ...call, stop: this.#controller.signal, heard });
    onTestFinished(async () => {
      await this.stop();
    });
  }

  /** Wait for a text on the error stream that was not waited for before; gives what stands up to its end. */
  async says(text: string): Promise<string> {
    for (;;) {
      const at = this.#stderr.indexOf(text, this.#heard);
      if (at >= 0) return this.#hear(at + text.length);
      await new Promise<void>((resolve) => (this.#listen = resolve));
    }
  }

  /** Ask it to end, and wait for that. */
  stop(): Promise<Run> {
    this.#controller.abort();
    return this.#ended;
  }

  /** Wait for an end it comes to by itself. */
  get ended(): Promise<Run> {
    return this.#ended;
  }

  #hear(end: number): string {
    const said = this.#stderr.slice(this.#heard, end);
    this.#heard = end;
    return said;
  }
}
