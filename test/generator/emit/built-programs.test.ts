/** `emit: js` in projects as people have them: Node alone, tools that compile, and plain `tsc`. */
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BuiltCommand } from "../../../bench/generator/command.js";
import { generateOutput } from "../../../generator/generate.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { CASES } from "./cases.js";
import { InstalledProject } from "./installed-project.js";
import { loaderOf } from "./generated-module.js";

const CASE = join(CASES, "javascript");
const SCHEMA = readFileSync(join(CASE, "cache.schema.yaml"), "utf8");
const MODULE = '{ "type": "module" }';

/** The modules of the case as an application has them, beside what is generated. */
const SOURCES = Object.fromEntries(
  ["src/address.ts", "src/users.ts"].map((name) => {
    const text = readFileSync(join(CASE, name), "utf8");
    return [name, text.replace("../expected/", "../generated/")];
  }),
);

/** The same modules for Node alone. */
const IN_JAVASCRIPT = {
  "src/address.js": `import { z } from "zod";
export const address = z.object({ street: z.string(), since: z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
}) });
`,
  "src/users.js": `let created = 0;
const address = { street: "Main", since: new Date(0) };
export function loadUser(tenant, id) {
  created += 1;
  if (id === "nobody") return null;
  const createdAt = new Date("2000-01-01T00:00:00.000Z");
  return { id, name: id.toUpperCase(), roles: new Set(["staff"]), createdAt, home: address };
}
export const loadUsers = (tenant, ids) => new Map(ids.map((id) => [id, loadUser(tenant, id)]));
export const count = () => created;
`,
};

/** Calls of every kind; prints a line of JSON. */
const PROGRAM = `import { closeAll } from "cachegen";
import { getUser, getUsers } from "../generated/accessors.js";
import { shapes, UserId, users } from "../generated/index.js";
const [ada, bob] = [UserId("ada"), UserId("bob")];
const [first, again] = [await getUser("acme", ada), await getUser("acme", ada)];
const many = await getUsers("acme", [ada, bob, UserId("nobody")]);
const getShape = shapes.getShape.cacheOnArguments((id) => ({ kind: "circle", radius: id }));
const shape = await getShape();
console.log(JSON.stringify({
  isDate: first.createdAt instanceof Date && again.createdAt instanceof Date,
  isOwn: first !== again,
  roles: [...again.roles],
  since: again.home?.since instanceof Date,
  many: [...many].map(([id, user]) => [id, user?.name ?? null]),
  keys: [getUser.key("acme", ada), getShape.key(), shapes.getParts.key(1)],
  shape,
}));
await closeAll();
`;

const PRINTED = {
  isDate: true,
  isOwn: true,
  roles: ["staff"],
  since: true,
  many: [
    ["ada", "ADA"],
    ["bob", "BOB"],
    ["nobody", null],
  ],
  keys: ["test:users:getUser:acme:ada", "test:shapes:getShape:7", "test:shapes:getParts:1"],
  shape: { kind: "circle", radius: 7 },
};

/** A method that is cached; prints how often it ran for two calls. */
const DECORATED = `import { closeAll } from "cachegen";
import { users, type User } from "../generated/index.js";
class Users {
  created = 0;
  @users.getUser.cacheOnArguments
  async byId(id: string): Promise<User> {
    this.created += 1;
    return { createdAt: new Date(id) };
  }
}
const people = new Users();
await people.byId("2000-01-01");
await people.byId("2000-01-01");
console.log(people.created);
await closeAll();
`;

/** One that names nothing of the application. */
const PLAIN_SCHEMA = `version: 1
namespace: test
emit: js
types:
  User:
    createdAt: datetime
regions:
  users:
    functions:
      getUser:
        args:
          id: string
        returns: User
`;

let built: BuiltCommand | undefined;
let project: InstalledProject | undefined;

beforeAll(() => {
  built = new BuiltCommand();
});

afterEach(() => {
  project?.remove();
  project = undefined;
});

afterAll(() => built?.remove());

/** A project in which all is generated. */
function projectOf(files: Readonly<Record<string, string>>): InstalledProject {
  if (built === undefined) throw new Error("nothing is built");
  project = new InstalledProject(built, files);
  project.generate();
  return project;
}

/** Bundle `src/main.ts` as `out.js`, packages left outside. */
async function bundle(here: InstalledProject, target: string): Promise<void> {
  const { warnings } = await build({
    absWorkingDir: here.root,
    entryPoints: ["src/main.ts"],
    outfile: "out.js",
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "silent",
    target,
  });
  expect(warnings).toEqual([]);
}

describe("Node alone", () => {
  const files = {
    ...IN_JAVASCRIPT,
    "package.json": MODULE,
    "cache.schema.yaml": SCHEMA.replaceAll(".ts#", ".js#").replace(
      "wire: compact",
      "wire: compact\n    values: bytes",
    ),
    "src/main.js": PROGRAM,
  };

  it("runs what is generated: cached, decoded from the compact text, many at once, bound", async () => {
    const here = projectOf(files);
    expect(JSON.parse(await here.node("src/main.js"))).toEqual(PRINTED);
    here.write(
      "src/count.js",
      `${PROGRAM}import { count } from "./users.js";\nconsole.log(count());\n`,
    );
    const [, created] = (await here.node("src/count.js")).trim().split("\n");
    // One each, though asked for five times.
    expect(created).toBe("3");
  });

  it("makes the keys that TypeScript makes", async () => {
    const { model } = readSchema(files["cache.schema.yaml"]);
    if (model === undefined) throw new Error("the schema has faults");
    const { files: written } = await generateOutput({ ...model, emit: "ts" }, "s.yaml");
    const modules = new Map(written);
    modules.set("src.ts", "export const address = undefined;");
    const texts = new Map(
      [...modules].map(([name, text]) => [
        name,
        text.replace(/"\.\.\/src\/\w+\.js"/, '"./src.js"'),
      ]),
    );
    const keysOf = (region: string): Record<string, { key(...args: unknown[]): string }> =>
      loaderOf(texts)(`./${region}.js`) as Record<string, { key(...args: unknown[]): string }>;
    const [users, shapes] = [keysOf("users"), keysOf("shapes")];
    const keys = [
      users["getUser"]?.key("acme", "ada"),
      shapes["getShape"]?.key(),
      shapes["getParts"]?.key(1),
    ];
    expect(keys).toEqual(PRINTED.keys);
  });

  it("loads it into CommonJS: where nothing says what .js is, and by a package.json of the folder", async () => {
    const main = `const { users } = require("./generated/index.js");
console.log(users.getUser.key("a"));
`;
    const plain = { "cache.schema.yaml": PLAIN_SCHEMA, "main.cjs": main };
    const here = projectOf({ ...plain, "package.json": "{}" });
    expect(await here.node("main.cjs")).toBe("test:users:getUser:a\n");
    here.remove();
    const own = { "package.json": '{ "type": "commonjs" }', "generated/package.json": MODULE };
    expect(await projectOf({ ...plain, ...own }).node("main.cjs")).toBe("test:users:getUser:a\n");
  });
});

describe("tools that compile", () => {
  const files = {
    ...SOURCES,
    "package.json": MODULE,
    "cache.schema.yaml": SCHEMA,
    "src/main.ts": PROGRAM.replace('kind: "circle",', 'kind: "circle" as const,'),
  };
  // The users of the case live nowhere.
  const printed = { ...PRINTED, since: false };

  it("tsx runs what imports TypeScript of the user's own", async () => {
    const here = projectOf(files);
    expect(JSON.parse(await here.run("tsx/dist/cli.mjs", "src/main.ts"))).toEqual(printed);
  });

  it("esbuild bundles it", async () => {
    const here = projectOf(files);
    await bundle(here, "esnext");
    expect(JSON.parse(await here.node("out.js"))).toEqual(printed);
  });

  it("esbuild compiles a decorated method where its target has no decorators", async () => {
    const here = projectOf({
      "package.json": MODULE,
      "cache.schema.yaml": PLAIN_SCHEMA,
      "src/main.ts": DECORATED,
    });
    await bundle(here, "esnext");
    expect(await here.node("out.js")).toContain("SyntaxError");
    await bundle(here, "node20");
    expect(await here.node("out.js")).toBe("1\n");
  });

  it("vite bundles it", async () => {
    const here = projectOf(files);
    const said = await here.run("vite/bin/vite.js", "build", "--ssr", "src/main.ts");
    expect(said).toContain("built in");
    expect(JSON.parse(await here.node("dist/main.js"))).toEqual(printed);
  });
});

describe("plain tsc, which compiles and copies no JavaScript", () => {
  const compilerOptions = {
    target: "es2023",
    module: "nodenext",
    rootDir: "src",
    outDir: "dist",
    types: [],
    strict: true,
    skipLibCheck: false,
  };
  const main = `import { closeAll } from "cachegen";
import { users, type User } from "GENERATED/index.js";
const getUser = users.getUser.cacheOnArguments((id): User => ({ createdAt: new Date(id) }));
console.log((await getUser("2000-01-01")).createdAt.getUTCFullYear(), getUser.key("a"));
await closeAll();
`;
  const files = {
    "package.json": MODULE,
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
  };
  const printed = "2000 test:users:getUser:a\n";

  it("compiles src/ to dist/ beside generated/, and both find it", async () => {
    const here = projectOf({
      ...files,
      "cache.schema.yaml": PLAIN_SCHEMA,
      "src/main.ts": main.replace("GENERATED", "../generated"),
    });
    expect(await here.run("typescript/bin/tsc", "-p", ".")).toBe("");
    expect(await here.node("dist/main.js")).toBe(printed);
    expect(await here.run("tsx/dist/cli.mjs", "src/main.ts")).toBe(printed);
  });

  it("leaves generated files within rootDir behind, until they are copied", async () => {
    const here = projectOf({
      ...files,
      "cache.schema.yaml": `output: ./src/generated\n${PLAIN_SCHEMA}`,
      "src/main.ts": main.replace("GENERATED", "./generated"),
    });
    expect(await here.run("typescript/bin/tsc", "-p", ".")).toBe("");
    expect(await here.node("dist/main.js")).toContain("ERR_MODULE_NOT_FOUND");
    cpSync(join(here.root, "src/generated"), join(here.root, "dist/generated"), {
      recursive: true,
    });
    expect(await here.node("dist/main.js")).toBe(printed);
  });
});
