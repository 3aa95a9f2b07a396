/** All that must hold of a change: `npm test`, then the package in the hands of a stranger. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { testPackage } from "../consumer/package-test.js";
import { ROOT } from "../docs/page.js";
import { add, tallyOf } from "./tally.js";

/** Where `npm test` has vitest write its report. */
const REPORT = join(ROOT, "node_modules/.cache/vitest.json");

rmSync(REPORT, { force: true });
const { status } = spawnSync("npm", ["test"], {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
});
process.stdout.write("\nThe package, installed in a new project\n");
const { passed, failed } = add(tallyOf(REPORT, status), await testPackage());

process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
