/**
 * Joins the compiled modules in `dist/`, in place: to open and resolve a file costs about as much as to compile it, and
 * what generated code imports is loaded by every application. Packages stay outside.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";

const DIST = "dist";

const SHARED = {
  external: /^[^./]/,
  output: {
    dir: DIST,
    format: "es",
    chunkFileNames: "parts/[name]-[hash].js",
    // What a chunk imports is found in time by itself.
    hoistTransitiveImports: false,
  },
  logLevel: "warn",
};

const joined = new Set();

/** Notes which files of `dist/` are the joined ones. */
const note = {
  name: "note",
  writeBundle: (_options, bundle) => Object.keys(bundle).forEach((name) => joined.add(name)),
};

/** The command line has a copy of what it needs of the runtime, which is little. It is read before that is joined. */
const generator = {
  ...SHARED,
  input: { "generator/bin": "dist/generator/bin.js" },
  plugins: [note],
};

const FACES = [
  "runtime/index",
  "runtime/generated",
  "runtime/redis",
  "runtime/zod",
  "testing/index",
];

/** All faces of the runtime share what they know: regions, and the classes of errors. Drivers and zod are loaded by need. */
const runtime = {
  ...SHARED,
  input: Object.fromEntries(FACES.map((face) => [face, `${DIST}/${face}.js`])),
  output: { ...SHARED.output, manualChunks: roomOf },
  plugins: [note, { name: "remove", closeBundle: removeUnused }],
};

const APART = /\/dist\/runtime\/(?:redis\.js|zod\.js|backend\/redis\/|value\/zod)/;

function roomOf(id) {
  return id.includes("/dist/runtime/") && !APART.test(id) ? "runtime" : undefined;
}

/** Removes what nobody can load any more: the modules that were joined, and declarations that no face leads to. */
function removeUnused() {
  const used = declarationsOf(FACES.map((face) => `${face}.d.ts`));
  for (const name of joined) used.add(name);
  for (const entry of readdirSync(DIST, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !used.has(nameOf(path))) rmSync(path);
  }
}

/** The declarations and all they import, by their names in `dist/`. */
function declarationsOf(names) {
  const found = new Set(names);
  for (const name of found) {
    const text = readFileSync(join(DIST, name), "utf8");
    for (const [, path] of text.matchAll(/(?:from |import\(|import )"(\..+?)\.js"/g)) {
      found.add(nameOf(join(DIST, name, "..", `${path}.d.ts`)));
    }
  }
  return found;
}

function nameOf(path) {
  return relative(DIST, path).split(sep).join("/");
}

export default [generator, runtime];
