/** What generated code declares is what it specifies: shown here, so that it need not be shown again in every build. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../house/imports.js";

it("a generated function is declared as what its specification makes it", () => {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const project = join(ROOT, "test/types/strict");
  const run = spawnSync(process.execPath, [tsc, "-p", project], { cwd: ROOT, encoding: "utf8" });
  expect(run.stdout + run.stderr).toBe("");
});
