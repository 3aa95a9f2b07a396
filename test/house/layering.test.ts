import { describe, expect, it } from "vitest";
import { importsOf, sourcesOf, type Import } from "./imports.js";

/** A room, and the rooms it may import from besides itself. Files are rooms of one. */
const RUNTIME: Record<string, readonly string[]> = {
  "runtime/awaitable.ts": [],
  "runtime/builtin.ts": [],
  "runtime/deferred.ts": [],
  "runtime/errors.ts": ["runtime/builtin.ts"],
  "runtime/clock.ts": [],
  "runtime/nearest.ts": [],
  "runtime/value/": ["runtime/errors.ts"],
  "runtime/key/": ["runtime/value/", "runtime/builtin.ts", "runtime/errors.ts"],
  "runtime/lock/": ["runtime/deferred.ts"],
  "runtime/backend/": [
    "runtime/nearest.ts",
    "runtime/awaitable.ts",
    "runtime/clock.ts",
    "runtime/builtin.ts",
    "runtime/deferred.ts",
    "runtime/errors.ts",
    "runtime/key/mangler.ts",
    "runtime/key/well-formed.ts",
    "runtime/value/envelope.ts",
    "runtime/value/no-value.ts",
    "runtime/value/unreadable.ts",
  ],
  "runtime/region/": [
    "runtime/nearest.ts",
    "runtime/awaitable.ts",
    "runtime/backend/backend.ts",
    "runtime/backend/registry.ts",
    "runtime/backend/proxy.ts",
    "runtime/backend/mangled.ts",
    "runtime/backend/guard.ts",
    "runtime/key/mangler.ts",
    "runtime/lock/",
    "runtime/value/",
    "runtime/builtin.ts",
    "runtime/clock.ts",
    "runtime/errors.ts",
  ],
  "runtime/definition/": [
    "runtime/awaitable.ts",
    "runtime/region/",
    "runtime/backend/backend.ts",
    "runtime/value/",
    "runtime/errors.ts",
  ],
  "runtime/index.ts": ["runtime/"],
  "runtime/generated.ts": ["runtime/"],
  "runtime/redis.ts": ["runtime/backend/redis/"],
  "runtime/zod.ts": ["runtime/value/zod-types.ts"],
};

const GENERATOR: Record<string, readonly string[]> = {
  "generator/identifier.ts": [],
  "generator/mark.ts": [],
  "generator/path.ts": [],
  "generator/diagnostic/": ["runtime/nearest.ts"],
  "generator/refusal.ts": ["generator/diagnostic/"],
  "generator/system-error.ts": ["generator/refusal.ts"],
  "generator/schema/model.ts": [],
  "generator/schema/source/": ["generator/diagnostic/"],
  "generator/schema/type/": [
    "generator/diagnostic/",
    "generator/schema/model.ts",
    "generator/schema/source/",
  ],
  "generator/schema/option/": [
    "generator/diagnostic/",
    "generator/schema/model.ts",
    "generator/schema/source/",
  ],
  "generator/schema/shape/": [
    "generator/diagnostic/",
    "generator/schema/source/",
    "generator/schema/type/",
    "generator/schema/option/",
  ],
  "generator/schema/resolve/": [
    "generator/diagnostic/",
    "generator/identifier.ts",
    "generator/schema/model.ts",
    "generator/schema/source/",
    "generator/schema/type/",
    "generator/schema/option/",
    "generator/schema/shape/declaration.ts",
    "runtime/value/",
    "runtime/key/escape.ts",
    "runtime/key/well-formed.ts",
  ],
  "generator/schema/editor/": [
    "generator/identifier.ts",
    "generator/schema/model.ts",
    "generator/schema/source/output-glance.ts",
    "generator/schema/type/guide.ts",
    "generator/schema/option/",
  ],
  "generator/schema/header.ts": [],
  "generator/schema/read-schema.ts": ["generator/diagnostic/", "generator/schema/"],
  "generator/plan/": ["generator/identifier.ts", "generator/schema/model.ts"],
  "generator/emit/": ["generator/mark.ts", "generator/plan/"],
  "generator/surface/": ["generator/schema/model.ts", "generator/plan/"],
  "generator/write/": [
    "generator/mark.ts",
    "generator/path.ts",
    "generator/refusal.ts",
    "generator/system-error.ts",
    "generator/surface/surface.ts",
    "generator/surface/read-surface.ts",
  ],
  "generator/generate.ts": [
    "generator/schema/model.ts",
    "generator/plan/",
    "generator/emit/",
    "generator/surface/",
  ],
  "generator/breaking/": ["generator/schema/model.ts", "generator/surface/"],
  "generator/cli/": [
    "generator/path.ts",
    "generator/diagnostic/",
    "generator/refusal.ts",
    "generator/system-error.ts",
    "generator/schema/model.ts",
    "generator/schema/header.ts",
    "generator/schema/read-schema.ts",
    "generator/schema/source/output-glance.ts",
    "generator/schema/source/json-object.ts",
    "generator/schema/editor/json-schema.ts",
    "generator/write/",
    "generator/generate.ts",
    "generator/vet/",
    "generator/adopt/",
    "generator/surface/surface.ts",
    "generator/breaking/",
  ],
  "generator/typescript/": ["generator/path.ts"],
  "generator/vet/": [
    "generator/diagnostic/",
    "generator/refusal.ts",
    "generator/schema/model.ts",
    "generator/schema/read-schema.ts",
    "generator/typescript/",
  ],
  "generator/adopt/": [
    "generator/identifier.ts",
    "generator/path.ts",
    "generator/diagnostic/",
    "generator/refusal.ts",
    "generator/system-error.ts",
    "generator/schema/model.ts",
    "generator/schema/header.ts",
    "generator/schema/read-schema.ts",
    "generator/schema/source/insert.ts",
    "generator/typescript/",
  ],
  "generator/bin.ts": ["generator/cli/"],
};

const TESTING: Record<string, readonly string[]> = {
  "testing/": ["runtime/index.ts"],
};

const ROOMS: Record<string, readonly string[]> = { ...RUNTIME, ...GENERATOR, ...TESTING };

/** Packages, and the only files that may load them. Types may be named elsewhere where it says so. */
const DOORS: Record<string, { readonly values: RegExp; readonly types?: RegExp }> = {
  yaml: { values: /^generator\/schema\/source\// },
  "ts-morph": {
    values: /^generator\/(emit\/print|typescript\/project)\.ts$/,
    types: /^generator\/(emit|typescript|vet|adopt)\//,
  },
  commander: { values: /^generator\/cli\// },
  picocolors: { values: /^generator\/cli\// },
  tinyglobby: { values: /^generator\/cli\/named-schemas\.ts$/ },
  diff: { values: /^generator\/cli\/unified-diff\.ts$/ },
  // Takes longer to load than all of the runtime.
  "node:crypto": {
    values: /^(generator|runtime\/backend\/redis)\//,
    types: /^runtime\/(builtin|key\/hash)\.ts$/,
  },
  // Asked for by its name, it loads what it has besides; its types are a module of their own.
  "node:util": { values: /^(generator|testing)\// },
  "node:child_process": { values: /^generator\/(vet\/child|cli\/breaking\/git)\.ts$/ },
  ioredis: { values: /^runtime\/backend\/redis\/connect\.ts$/ },
  zod: { values: /^runtime\/value\/zod-types\.ts$/, types: /^runtime\/value\/serializer\.ts$/ },
};

const files = sourcesOf("runtime", "generator", "testing");
const imports = importsOf(files);

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => file.startsWith(room));
}

function forbidden({ from, to }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined) return true;
  if (!/^(runtime|generator|testing)\//.test(to))
    return to.startsWith("test") || to.startsWith("generated");
  return !to.startsWith(room) && !(ROOMS[room] ?? []).some((allowed) => to.startsWith(allowed));
}

describe("the house", () => {
  it("has a room for every source file", () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it("has no arrow against its floors", () => {
    expect(imports.filter(forbidden).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("would notice one", () => {
    const wrong = [
      ["runtime/lock/flight.ts", "runtime/value/no-value.ts"],
      ["runtime/region/region.ts", "runtime/backend/memory/memory-backend.ts"],
      ["runtime/index.ts", "generator/generate.ts"],
      ["generator/plan/build-plan.ts", "generator/schema/source/parse.ts"],
      ["generator/schema/source/node.ts", "generator/schema/shape/declaration.ts"],
      ["generator/schema/shape/schema.ts", "generator/schema/resolve/schema.ts"],
      ["generator/schema/resolve/schema.ts", "generator/schema/shape/schema.ts"],
      ["generator/schema/shape/schema.ts", "runtime/value/scalar.ts"],
      ["runtime/region/region.ts", "test/support/shop.ts"],
      ["runtime/region/region.ts", "runtime/backend/plain/adapted-backend.ts"],
      ["runtime/region/region.ts", "testing/gate.ts"],
      ["testing/contract/runner.ts", "runtime/backend/backend.ts"],
    ] as const;
    for (const [from, to] of wrong) expect(forbidden({ from, to, typeOnly: true })).toBe(true);
  });

  it("has no circles, imports of types included", () => {
    const reaches = new Map<string, string[]>();
    for (const { from, to } of imports) reaches.set(from, [...(reaches.get(from) ?? []), to]);
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
      if (path.includes(file) || done.has(file)) return;
      for (const next of reaches.get(file) ?? []) walk(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  it("has one door for each package", () => {
    const trespassers = imports.filter(({ from, to, typeOnly }) => {
      const door = DOORS[to];
      if (door === undefined) return !/^(node:|runtime\/|generator\/|testing\/)/.test(to);
      return !door.values.test(from) && !(typeOnly && door.types?.test(from) === true);
    });
    expect(trespassers.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it("has no backend that knows another", () => {
    const adapterOf = (file: string) => /^runtime\/backend\/(memory|none|plain)\b/.exec(file)?.[1];
    const meetings = imports.filter(({ from, to }) => {
      const [adapter, other] = [adapterOf(from), adapterOf(to)];
      return adapter !== undefined && other !== undefined && adapter !== other;
    });
    expect(meetings).toEqual([]);
  });

  it("has no file or folder that holds whatever is left over", () => {
    expect(
      files.filter((file) => /\/(utils?|helpers?|common|types|core)(\.ts|\/)/.test(file)),
    ).toEqual([]);
  });
});
