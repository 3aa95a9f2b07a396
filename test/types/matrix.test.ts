/** What is generated, and code that uses it in every form, under the flags people have and the compilers they have them for. */
import { execFile } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ROOT } from "../house/imports.js";

/** Folders under `node_modules`, which `npm ci` fills, and the versions expected there. */
const COMPILERS = [
  ["typescript-5.9", "5.9.3"],
  ["typescript-6.0", "6.0.3"],
  ["typescript", "7.0.2"],
] as const;

/** Flags over those of the strictest configuration. */
const VARIANTS = [
  ["as Node resolves modules", []],
  ["without a look into declarations", ["--skipLibCheck", "true"]],
  ["as bundlers resolve modules", ["--module", "preserve", "--moduleResolution", "bundler"]],
  ["for a target without decorators", ["--target", "es2022", "--lib", "es2023,esnext.decorators"]],
] as const;

const PROJECT = join(ROOT, "test/types/matrix");

/** Every compiler as Node resolves modules; the newest, which is quick, in every way. */
const RUNS = COMPILERS.flatMap(([compiler, version]) =>
  VARIANTS.slice(0, compiler === "typescript" ? undefined : 1).map(([variant, flags]) => {
    return { compiler, version, variant, flags };
  }),
);

/** What a compiler has to say of the project. */
async function reportOf(compiler: string, flags: readonly string[]): Promise<string> {
  const args = [join(ROOT, "node_modules", compiler, "bin/tsc"), "-p", PROJECT, ...flags];
  return promisify(execFile)(process.execPath, args, { cwd: ROOT }).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
  );
}

describe("generated code and its users compile", () => {
  it.each(RUNS)(
    "on TypeScript $version, $variant",
    async ({ compiler, flags }) => {
      expect(await reportOf(compiler, flags)).toBe("");
    },
    120_000,
  );

  it.each(COMPILERS)("%s is version %s", (compiler, version) => {
    const manifest = readFileSync(join(ROOT, "node_modules", compiler, "package.json"), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({ version });
  });

  it("and `tsc` is that of the newest (if it is not, `npm ci` mends it)", () => {
    const tsc = realpathSync(join(ROOT, "node_modules/.bin/tsc"));
    expect(tsc).toBe(realpathSync(join(ROOT, "node_modules/typescript/bin/tsc")));
  });
});
