import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

describe("the program", () => {
  it("ends in order when nobody reads what it prints", async () => {
    const args = ["--import", "tsx", "generator/bin.ts", "--help"];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const exitCode = await new Promise((resolve, reject) => {
      child.on("error", reject).on("close", resolve);
    });
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  }, 60_000);
});
