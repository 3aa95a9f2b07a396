/**
 * Joins the compiled modules in `dist/`, in place: to open and resolve a file costs about as much as to compile it, and
 * what generated code imports is loaded by every application. Packages stay outside.
 */

const SHARED = {
  external: /^[^./]/,
  output: {
    dir: "dist",
    format: "es",
    chunkFileNames: "parts/[name]-[hash].js",
    // What a chunk imports is found in time by itself.
    hoistTransitiveImports: false,
  },
  logLevel: "warn",
};

/** The command line has a copy of what it needs of the runtime, which is little. It is read before that is joined. */
const generator = {
  ...SHARED,
  input: { "generator/bin": "dist/generator/bin.js" },
};

/** All faces of the runtime share what they know: regions, and the classes of errors. Drivers and zod are loaded by need. */
const runtime = {
  ...SHARED,
  input: {
    "runtime/index": "dist/runtime/index.js",
    "runtime/generated": "dist/runtime/generated.js",
    "runtime/redis": "dist/runtime/redis.js",
    "runtime/zod": "dist/runtime/zod.js",
    "testing/index": "dist/testing/index.js",
  },
  output: { ...SHARED.output, manualChunks: roomOf },
};

const APART = /\/dist\/runtime\/(?:redis\.js|zod\.js|backend\/redis\/|value\/zod)/;

function roomOf(id) {
  return id.includes("/dist/runtime/") && !APART.test(id) ? "runtime" : undefined;
}

export default [generator, runtime];
