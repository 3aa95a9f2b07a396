/** One edit of the schema changes one place: of a file, and of the output wherever one place can hold it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { generateOutput } from "../../../generator/generate.js";
import { readSchema } from "../../../generator/schema/read-schema.js";
import { CASES, SCHEMA_NAME } from "./cases.js";
import { changedPlaces, hunksBetween } from "./hunks.js";

const SCHEMA = readFileSync(path.join(CASES, "shop", SCHEMA_NAME), "utf8");

async function filesOf(text: string): Promise<ReadonlyMap<string, string>> {
  const { model, diagnostics } = readSchema(text);
  expect(diagnostics).toEqual([]);
  return model === undefined ? new Map() : (await generateOutput(model, SCHEMA_NAME)).files;
}

/** The files that change when a piece of the schema's text is replaced, each with the number of places. */
async function edited(
  piece: string,
  replacement: string,
  schema = SCHEMA,
): Promise<Readonly<Record<string, number>>> {
  expect(schema.split(piece).length).toBe(2);
  return changedPlaces(await filesOf(schema), await filesOf(schema.replace(piece, replacement)));
}

describe("an edit of the schema", () => {
  it("that changes an option changes one line", async () => {
    expect(await edited("expiration: 10m", "expiration: 11m")).toEqual({ "users.ts": 1 });
    // A function and the one that shares its entries.
    expect(await edited("cacheNull: 30s", "cacheNull: 1m")).toEqual({ "users.ts": 2 });
    expect(await edited("version: 2", "version: 3")).toEqual({ "users.ts": 1 });
    expect(await edited("People who can sign in.", "People.")).toEqual({ "users.ts": 1 });
  });

  it("that adds an option changes one line", async () => {
    const lines = "expiration: 10m\n    jitter: 0.1";
    expect(await edited("expiration: 10m", lines)).toEqual({ "users.ts": 1 });
  });

  it("that adds a function adds it in one place", async () => {
    const count = "      countUsers:\n        returns: User?\n      listUsers:";
    expect(await edited("      listUsers:", count)).toEqual({ "users.ts": 1 });
  });

  it("that adds a region adds its file, and a line to the index", async () => {
    const orders = "  orders:\n    functions:\n      getOrder:\n        returns: Money\n";
    const after = await filesOf(SCHEMA + orders);
    const places = { "index.ts": 1, "orders.ts": 1 };
    expect(changedPlaces(await filesOf(SCHEMA), after)).toEqual(places);
  });

  it("that adds a field adds a line to its type, and one to each function of it", async () => {
    // Three functions return it, so that three fingerprints are others.
    const places = { "types.ts": 1, "schemas.ts": 1, "serializers.ts": 4, "users.ts": 3 };
    const field = "    createdAt: datetime\n    age: int\n";
    expect(await edited("    createdAt: datetime\n", field)).toEqual(places);
    const optional = "    nick?: string\n    mail?: string\n";
    expect(await edited("    nick?: string\n", optional)).toEqual(places);
  });

  it("that limits a field changes it where it is checked", async () => {
    const places = { "schemas.ts": 1, "serializers.ts": 3, "users.ts": 3 };
    expect(await edited("max: 80", "max: 81")).toEqual(places);
  });

  it("that adds a member to an enum changes the list of them", async () => {
    const places = { "types.ts": 1, "users.ts": 3 };
    expect(await edited("[admin, staff, customer]", "[admin, staff, guest]")).toEqual(places);
  });

  it("that renames a function changes it where it stands", async () => {
    // Its types, and below their arguments what it is made of.
    expect(await edited("      getQuotas:", "      quotasOf:")).toEqual({ "users.ts": 2 });
  });

  it("that adds an argument changes the function it belongs to", async () => {
    const args = "          role: Role\n          city: string\n";
    expect(await edited("          role: Role\n", args)).toEqual({ "users.ts": 1 });
  });

  it("changes no more of JavaScript, and of its declarations where types change", async () => {
    const schema = `emit: js\n${SCHEMA}`;
    const option = await edited("expiration: 10m", "expiration: 11m", schema);
    expect(option).toEqual({ "users.js": 1 });
    const count = "      countUsers:\n        returns: User?\n      listUsers:";
    const added = await edited("      listUsers:", count, schema);
    expect(added).toEqual({ "users.js": 1, "users.d.ts": 1 });
    const field = "    createdAt: datetime\n    age: int\n";
    expect(await edited("    createdAt: datetime\n", field, schema)).toEqual({
      "types.d.ts": 1,
      "schemas.js": 1,
      "serializers.js": 4,
      "users.js": 3,
    });
    const members = await edited("[admin, staff, customer]", "[admin, staff, guest]", schema);
    expect(members).toEqual({ "types.js": 1, "types.d.ts": 1, "users.js": 3 });
  });

  it("of its comments changes nothing", async () => {
    expect(await edited("version: 1\n", "version: 1\n# a comment\n")).toEqual({});
  });
});

describe("hunksBetween", () => {
  it("counts places, not lines", () => {
    expect(hunksBetween("a\nb\nc", "a\nb\nc")).toBe(0);
    expect(hunksBetween("a\nb\nc", "a\nx\ny\nc")).toBe(1);
    expect(hunksBetween("a\nb\nc", "b\nc\nd")).toBe(1);
    expect(hunksBetween("a\n1\n2\n3\n4\n5\n6\n7", "1\n2\n3\n4\n5\n6\n7\nb")).toBe(2);
    expect(hunksBetween("", "a\nb")).toBe(1);
  });
});
