/** The package as strangers meet it: packed, installed in a new project, used as the README says. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPages, ROOT, type Page } from "../docs/page.js";
import { Checks } from "./checks.js";
import { run, withoutAddresses } from "./command.js";
import { entriesOf, reachedFrom } from "./reached.js";

/** Every flag that makes the compiler stricter, libraries included. */
const COMPILER_OPTIONS = {
  target: "es2023",
  module: "nodenext",
  types: [],
  outDir: "out",
  rootDir: ".",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedDeclarations: true,
  declaration: true,
  skipLibCheck: false,
};

/** Pack, install, and follow the README; what was made meanwhile is removed again. */
export async function testPackage(): Promise<Checks> {
  const folder = mkdtempSync(join(tmpdir(), "cachegen-consumer-"));
  try {
    const checks = new Checks();
    await checkTarball(folder, checks);
    await checkUse(folder, checks);
    await checkFreshness(folder, checks);
    return checks;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function checkTarball(folder: string, checks: Checks): Promise<void> {
  await checks.that("the package can be packed", async () => {
    await succeed(ROOT, ["npm", "pack", "--silent", "--pack-destination", folder]);
  });
  await checks.that("it holds what is run, what is read, and nothing else", async () => {
    const files = (await succeed(folder, ["tar", "-tzf", tarballIn(folder)])).trim().split("\n");
    for (const name of [
      "README.md",
      "LICENSE",
      "CHANGELOG.md",
      "dist/generator/bin.js",
      "schema/cache.schema.json",
    ]) {
      assert.ok(files.includes(`package/${name}`), `${name} is missing`);
    }
    const known =
      /^package\/(package\.json|[A-Z]+(\.md)?|docs\/[\w-]+\.md|schema\/cache\.schema\.json|dist\/(runtime|generator|testing|parts)\/.+\.(js|d\.ts))$/;
    assert.deepEqual(
      files.filter((name) => !known.test(name)),
      [],
    );
  });
  await checks.that("each module and declaration in it is led to by its package.json", async () => {
    await succeed(folder, ["tar", "-xzf", tarballIn(folder)]);
    const unpacked = join(folder, "package");
    const built = readdirSync(join(unpacked, "dist"), { recursive: true, withFileTypes: true });
    const reached = reachedFrom(entriesOf(unpacked));
    const files = built.filter((entry) => entry.isFile());
    assert.deepEqual(
      files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !reached.has(path)),
      [],
    );
    rmSync(unpacked, { recursive: true });
  });
}

async function checkUse(folder: string, checks: Checks): Promise<void> {
  const readme = readmePage();
  await checks.that("it installs into a new project, with zod", async () => {
    const own = { name: "hello", private: true, type: "module" };
    writeFileSync(join(folder, "package.json"), JSON.stringify(own));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig()));
    const packages = ["zod", "typescript", "tsx"].map((name) => `${name}@${versionOf(name)}`);
    await succeed(folder, [
      "npm",
      "install",
      "--no-audit",
      "--no-fund",
      tarballIn(folder),
      ...packages,
    ]);
  });
  await checks.that("npx cachegen init writes the README's schema and scripts", async () => {
    await succeed(folder, ["npx", "cachegen", "init"]);
    const schema = readFileSync(join(folder, "cache.schema.yaml"), "utf8");
    assert.equal(schema, textOf(readme, "cache.schema.yaml"));
    const written = readFileSync(join(folder, "package.json"), "utf8");
    assert.deepEqual(scriptsOf(written), scriptsOf(textOf(readme, "package.json")));
  });
  await checks.that("npx cachegen generates from it", async () => {
    writeFileSync(join(folder, "main.ts"), textOf(readme, "main.ts"));
    await succeed(folder, ["npx", "cachegen"]);
    assert.ok(readdirSync(join(folder, "generated")).includes("users.ts"));
  });
  await checks.that("npx cachegen explains its codes and prints the JSON Schema", async () => {
    assert.match(await succeed(folder, ["npx", "cachegen", "explain", "CG3006"]), /unknown type/);
    const shipped = readFileSync(
      join(folder, "node_modules/cachegen/schema/cache.schema.json"),
      "utf8",
    );
    const printed = await succeed(folder, ["npx", "cachegen", "schema"]);
    assert.equal(printed, withoutAddresses(shipped));
  });
  const promised = textOf(readme, "main.ts prints");
  await checks.that("the README's program prints what the README says", async () => {
    assert.equal(await succeed(folder, ["npx", "tsx", "main.ts"]), promised);
  });
  await checks.that("it compiles under the strictest flags", async () => {
    assert.equal(await succeed(folder, ["npx", "tsc", "-p", "."]), "");
  });
  await checks.that("what was compiled prints the same under plain node", async () => {
    assert.equal(await succeed(folder, ["node", "out/main.js"]), promised);
  });
}

async function checkFreshness(folder: string, checks: Checks): Promise<void> {
  await checks.that("npx cachegen check finds nothing to say", async () => {
    await succeed(folder, ["npx", "cachegen", "check"]);
  });
  await checks.that("it exits with 1 and names the file that was edited", async () => {
    appendFileSync(join(folder, "generated/users.ts"), "export const edited = true;\n");
    const { output, exitCode } = await run(folder, ["npx", "cachegen", "check"]);
    assert.equal(exitCode, 1, output);
    assert.match(output, /users\.ts/);
  });
  await checks.that("npx cachegen sets it right again", async () => {
    await succeed(folder, ["npx", "cachegen"]);
    await succeed(folder, ["npx", "cachegen", "check"]);
  });
}

function scriptsOf(text: string): unknown {
  // A package.json without scripts has none to compare.
  return (JSON.parse(text) as { readonly scripts?: unknown }).scripts;
}

async function succeed(folder: string, command: readonly string[]): Promise<string> {
  const { output, exitCode } = await run(folder, command);
  assert.equal(exitCode, 0, `${command.join(" ")} exited with ${exitCode}:\n${output}`);
  return output;
}

function tarballIn(folder: string): string {
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"));
  assert.ok(name !== undefined, "there is no tarball");
  return join(folder, name);
}

function tsconfig(): object {
  return { compilerOptions: COMPILER_OPTIONS, include: ["main.ts", "generated"] };
}

function readmePage(): Page {
  const [readme] = readPages();
  assert.ok(readme !== undefined, "there is no README");
  return readme;
}

/** The README's example of this label. */
function textOf(page: Page, label: string): string {
  const block = page.blocks.find((candidate) => candidate.label === label);
  assert.ok(block !== undefined, `${page.path} has no example ${label}`);
  return block.text;
}

/** The exact version this project is developed with. */
function versionOf(name: string): string {
  const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
  // Every installed package says its version.
  return (JSON.parse(text) as { readonly version: string }).version;
}
