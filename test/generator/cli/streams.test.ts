import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { guardStreams, workingFolder, type Process } from "../../../generator/cli/streams.js";
import { Refusal } from "../../../generator/refusal.js";

/** A process whose streams fail when they are told to. */
function fakeProcess(): Process & {
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
} {
  const running = { exitCode: undefined, stdout: new PassThrough(), stderr: new PassThrough() };
  guardStreams(running);
  return running;
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: "write" });
}

describe("guardStreams", () => {
  it("takes a reader that has gone away for no fault", () => {
    const running = fakeProcess();
    running.stdout.emit("error", failure("EPIPE"));
    running.stderr.emit("error", failure("EPIPE"));
    expect(running.exitCode).toBeUndefined();
    expect(running.stderr.read()).toBeNull();
  });

  it("says why the standard output cannot be written, and fails", () => {
    const running = fakeProcess();
    running.stdout.emit("error", failure("ENOSPC"));
    expect(running.exitCode).toBe(1);
    expect(String(running.stderr.read())).toBe(
      "cannot write to the standard output: no space is left\n",
    );
  });

  it("fails in silence when the error stream cannot be written", () => {
    const running = fakeProcess();
    running.stderr.emit("error", failure("ENOSPC"));
    expect(running.exitCode).toBe(1);
  });

  it("keeps an exit code that tells more", () => {
    const running = fakeProcess();
    running.exitCode = 2;
    running.stdout.emit("error", failure("ENOSPC"));
    expect(running.exitCode).toBe(2);
  });
});

describe("workingFolder", () => {
  it("is the one that is found", () => {
    expect(workingFolder(() => "/here")).toBe("/here");
  });

  it("is refused in words when it is gone", () => {
    const gone = (): never => {
      throw Object.assign(new Error("ENOENT: uv_cwd"), { code: "ENOENT", syscall: "uv_cwd" });
    };
    expect(() => workingFolder(gone)).toThrow(Refusal);
    expect(() => workingFolder(gone)).toThrow("does not exist any more");
  });
});
