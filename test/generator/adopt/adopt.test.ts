import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { Project, type Run } from "../cli/project.js";
import { UNFIT, USERS } from "./sources.js";

const SCHEMA = `# what we keep
version: 1
namespace: shop

types:
  Role: [admin,   customer] # who may do what

regions:
  orders:
    expiration: 10m # ten minutes

    functions:
      # the first one
      countOrders:
        args:
          role: Role
        returns: int
  users:
    expiration: never
`;

const NAME = "cache.schema.yaml";

let project: Project | undefined;

afterEach(() => project?.remove());

function projectOf(files: Readonly<Record<string, string>>): Project {
  project = new Project(files).install();
  return project;
}

function schemaOf(here: Project): string {
  return readFileSync(here.path(NAME), "utf8");
}

/** The lines of a text that another has not, in their order; the others must be all of that one's. */
function linesBeyond(before: string, after: string): readonly string[] {
  const rest = before.split("\n");
  const beyond = after.split("\n").filter((line) => {
    if (line !== rest[0]) return true;
    rest.shift();
    return false;
  });
  expect(rest).toEqual([]);
  return beyond;
}

/** The functions to adopt, each with the options it is adopted with. */
const CALLS: readonly (readonly [name: string, ...options: string[]])[] = [
  ["loadUser"],
  ["listUsers"],
  ["countUsers"],
  ["pageOfUsers"],
  ["usersByIds", "--multi", "ids"],
  ["sizesOf", "--multi", "names", "--region", "sizes"],
  ["shapesNear", "--region", "shapes"],
  ["shapeOf", "--region", "shapes"],
  ["lastEvents"],
  ["treeOf"],
  ["nothing"],
];

/** Stretches of what is written for them. */
const WRITTEN: readonly string[] = [
  `  User:
    id: UserId
    name: string
    roles: Role[]
    role?: Role?
    createdAt: datetime
    nick?: string
    parent: User?
    address: UserAddress
    flags: set<string>
    counts: map<string, bigint>
    labels: record<string?>
    avatar: bytes
    kind: const(user)
    extra: json
    more?: json
    state: enum(on, "off or \\"on\\"")?
    at: tuple<float, float>
  UserAddress:
    street: string
    zip: string
`,
  "  UserId: brand<string>\n",
  "  PageOfUser:\n    items: User[]\n    next: string?\n",
  "  Shape: Circle | Square\n",
  "    inner?: Shape\n",
  "  Event: EventCreated | EventRemoved\n  EventCreated:\n    type: const(created)\n",
  "    children: Tree[]\n    byName: record<Tree>\n",
  `          since?: datetime
          limit:
            type: float
            default: 10
          order:
            type: string
            default: name
        returns: User[]
`,
  `      usersByIds:
        multi: ids
        args:
          tenant: string
          ids: UserId
        returns: User
        result: map
        creator: ./src/users.ts#usersByIds
`,
  "        returns: bigint?\n        result: list\n",
  "          tags: set<string>\n        returns: Shape?[]\n",
  "          like: Shape?\n        returns: Shape?\n",
];

describe("adopt", () => {
  it("writes functions that generate and vet have nothing to say of, and lets stand what stands", async () => {
    const here = projectOf({ [NAME]: SCHEMA, "src/users.ts": USERS });
    for (const [name, ...options] of CALLS) {
      const before = schemaOf(here);
      const run = await here.run(["adopt", `./src/users.ts#${name}`, ...options]);
      expect(run.exitCode, run.stderr).toBe(0);
      expect(linesBeyond(before, schemaOf(here))).toContain(`      ${name}:`);
    }
    const text = schemaOf(here);
    linesBeyond(SCHEMA, text);
    for (const stretch of WRITTEN) expect(text).toContain(stretch);
    expect(await here.run(["generate"])).toMatchObject({ exitCode: 0 });
    const vetted = await here.run(["vet"]);
    expect(vetted.stderr).toBe("cache.schema.yaml: 11 creators agree\n");
  });

  it("begins a schema where there is none, and prints it with --dry-run", async () => {
    const users =
      "export const load = (id: string): Promise<number> => Promise.resolve(id.length);";
    const here = projectOf({ "src/users.ts": users });
    const call = ["adopt", "src/users.ts#load", "--region", "people", "--name", "getSize"];
    const dry = await here.run([...call, "--dry-run"]);
    expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
    expect(dry.stdout).toMatch(/^# yaml-language-server: .*\nversion: 1\nnamespace: cachegen-cli-/);
    expect(dry.stdout).toMatch(
      /\nregions:\n  people:\n    functions:\n      getSize:\n        args:\n          id: string\n        returns: float\n        creator: \.\/src\/users\.ts#load\n$/,
    );
    expect((await here.run(["validate"])).exitCode).toBe(2);
    expect((await here.run(call)).exitCode).toBe(0);
    expect(schemaOf(here)).toBe(dry.stdout);
    expect((await here.run(["vet"])).exitCode).toBe(0);
    const again = await here.run(call);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('CG5010 the region "people" has a function "getSize"');
  });

  it("tells editors of a new schema where the package is, be it in a folder above", async () => {
    const load = "export const load = (id: string): string => id;";
    const here = projectOf({ "services/shop/users.ts": load });
    const call = ["adopt", "users.ts#load", "--dry-run"];
    const { stdout } = await here.run(call, { folder: "services/shop" });
    expect(stdout).toContain("$schema=../../node_modules/cachegen/schema/cache.schema.json\n");
  });

  it("names the region as the file is called, or app where no region can be called so", async () => {
    const load = "export const load = (id: string): string => id;";
    const here = projectOf({ "user-store.ts": load, "index.ts": load, "new.ts": load });
    const regionOf = async (file: string): Promise<string | undefined> => {
      const { stdout } = await here.run(["adopt", `${file}#load`, "--dry-run"]);
      return /^ {2}(\w+):$/m.exec(stdout)?.[1];
    };
    expect(await regionOf("user-store.ts")).toBe("userStore");
    expect(await regionOf("index.ts")).toBe("app");
    expect(await regionOf("new.ts")).toBe("app");
  });

  it("refuses a type of one name that is another, and uses one that is the same", async () => {
    const users = `type Kind = "b" | "a";
export interface User { age: number; id: string; kind: Kind; tags: Set<string>; shape: A | B }
interface A { kind: "a" }
interface B { kind: "b" }
export const load = (id: string): User => ({ id, age: 1, kind: "a", tags: new Set(), shape: { kind: "a" } });`;
    const schema = `version: 1
namespace: shop
types:
  User:
    id: { type: uuid, description: who }
    age: int
    kind: Kind
    tags: Tags
    shape: B | A
  Kind: [a, b]
  Tags: set<string>
  A:
    kind: const(a)
  B:
    kind: const(b)
regions:
  users:
    expiration: 5m
`;
    const here = projectOf({ [NAME]: schema, "users.ts": users });
    const run = await here.run(["adopt", "users.ts#load"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: `${NAME}: function written\n` });
    expect(linesBeyond(schema, schemaOf(here))).toEqual([
      "    functions:",
      "      load:",
      "        args:",
      "          id: string",
      "        returns: User",
      "        creator: ./users.ts#load",
    ]);
    const others = { "age: int": "age: string", "id: {": "id?: {", "[a, b]": "[a, c]" };
    for (const [one, other] of Object.entries(others)) {
      const changed = schema.replace(one, other);
      here.write(NAME, changed);
      const { exitCode, stderr } = await here.run(["adopt", "users.ts#load"]);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/CG5010 the type "\w+" of the schema is not the one at users\.ts:/);
      expect(schemaOf(here)).toBe(changed);
    }
  });

  it("refuses what does not go with the rest of the schema, or has no lines there", async () => {
    const users = `export interface orders { id: string }
export const load = (id: string): orders => ({ id });`;
    const here = projectOf({ [NAME]: SCHEMA, "users.ts": users });
    const told = async (): Promise<string> => {
      const before = schemaOf(here);
      const { exitCode, stderr } = await here.run(["adopt", "users.ts#load"]);
      expect(exitCode).toBe(1);
      expect(schemaOf(here)).toBe(before);
      return stderr;
    };
    expect(await told()).toContain('CG5010 "load" does not fit: ');
    here.write(NAME, "version: 1\nnamespace: shop\nregions: { users: { expiration: 5m } }\n");
    expect(await told()).toContain("CG5010 the schema has no lines for its types or regions");
    here.write(NAME, "version: 1\n");
    expect(await told()).not.toContain("CG5010");
  });

  it("is called with a path and a name", async () => {
    const { exitCode, stderr } = await projectOf({}).run(["adopt", "users.ts"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("names no function");
  });
});

/** What is said of each function that has no place in a schema. */
const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  load: [
    "users.ts:5:22: A is any",
    "users.ts:5:30: B is unknown",
    "C is one of several types: string | number",
    "an argument has no name",
    "E is a tuple of no fixed length",
    "F is a function",
    "g takes any number of arguments",
    "LoadResult is an instance of the class Money",
  ],
  nothing: [
    'Color is an enum of TypeScript\n  hint: declare it as texts: type Color = "red"\n',
    "the function may return undefined",
  ],
  lamp: [
    'State is an enum of TypeScript\n  hint: declare it as texts: type State = "on"\n',
    'LampState is an enum of TypeScript\n  hint: declare it as texts: type State = "on" | "of f"\n',
    'LampColorItem is an enum of TypeScript\n  hint: declare it as texts: type Color = "red"\n',
  ],
  brand: ["Id is an intersection", "hint: for a brand, use the type Brand of cachegen"],
  generic: ["users.ts:10:14: generic is generic"],
  twice: ["twice has 2 overloads"],
  value: ["value is not a function"],
  default: ["a default export has no name"],
  Users: ["Users is not a function"],
  "Users.byId": ["hint: export a function that calls it"],
  link: ["LinkResult is an object with a method"],
  fault: ["FaultResult is a RegExp"],
  buffer: ["BufferResult is an object with a method"],
  untagged: ["nothing tells the members of this union apart"],
  dashed: ['"first-name" cannot be the name of a field'],
  keyed: ["a key of a map must compare by value"],
  changing: ["takes ids as string[], and the schema gives it as readonly string[]"],
  frozen: ["gives readonly string[], and the schema says string[]"],
  laod: ['it has no export laod\n  hint: did you mean "load"?'],
};

describe("adopt of what a schema has no words for", () => {
  let runs: ReadonlyMap<string, Run> = new Map();
  let after = "";

  beforeAll(async () => {
    const here = projectOf({ [NAME]: SCHEMA, "users.ts": UNFIT });
    const calls = Object.keys(REFUSALS).map(async (name) => {
      return [name, await here.run(["adopt", `users.ts#${name}`])] as const;
    });
    runs = new Map(await Promise.all(calls));
    after = schemaOf(here);
    here.remove();
  });

  it.each(Object.entries(REFUSALS))("says of %s what it is, with its place", (name, words) => {
    const run = runs.get(name);
    expect(run?.exitCode).toBe(1);
    expect(run?.stderr).toMatch(/^CG5009 users\.ts[:\d]*: /);
    for (const each of words) expect(run?.stderr).toContain(each);
  });

  it("is asked for in every function of the sources", () => {
    const names = UNFIT.matchAll(/^export (?:const|function|class) (\w+)/gm);
    expect([...names].filter(([, name = ""]) => !(name in REFUSALS))).toEqual([]);
  });

  it("writes nothing", () => {
    expect(after).toBe(SCHEMA);
  });
});

describe("adopt of many keys", () => {
  it("wants a list as the argument, and a Map or a list for it", async () => {
    const users = `export const load = (id: string, ids: readonly string[]): string => id + ids.join();`;
    const here = projectOf({ "users.ts": users });
    const told = async (multi: string): Promise<string> =>
      (await here.run(["adopt", "users.ts#load", "--multi", multi])).stderr;
    expect(await told("ids")).toContain("a function of many keys gives a Map or a list");
    expect(await told("id")).toContain("id is not a list");
    expect(await told("idz")).toContain("there is no argument idz");
    expect((await here.run(["adopt", "none.ts#load"])).stderr).toContain("there is no such file");
  });
});
