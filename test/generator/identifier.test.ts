import fc from "../support/fast-check.js";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";
import { GLOBAL_NAMES, RESERVED_WORDS } from "../../generator/identifier.js";
import { buildPlan } from "../../generator/plan/build-plan.js";
import { declarable, declarableType, keySegment, member } from "../../generator/plan/literal.js";
import type { SchemaModel } from "../../generator/schema/model.js";
import { readSchema } from "../../generator/schema/read-schema.js";

/** Every word of JavaScript and TypeScript, as the compiler knows them. */
const WORDS = Array.from(
  { length: ts.SyntaxKind.LastKeyword - ts.SyntaxKind.FirstKeyword + 1 },
  (_, index) => ts.tokenToString(ts.SyntaxKind.FirstKeyword + index) ?? "",
);

const name = fc.oneof(
  fc.constantFrom(...WORDS, ...RESERVED_WORDS, ...GLOBAL_NAMES),
  { arbitrary: fc.stringMatching(/^[A-Za-z_$][\w$]{0,6}$/), weight: 3 },
  fc.string({ unit: "binary", minLength: 1, maxLength: 10 }),
);

/** What bears the name in the schema that is tried. */
const PLACES = ["namespace", "type", "field", "region", "function", "argument"] as const;

type Place = (typeof PLACES)[number];

/** The model of a schema in which one place bears the name; `undefined` when the schema is refused. */
function modelWith(place: Place, given: string): SchemaModel | undefined {
  const at = (candidate: Place, usual: string): string =>
    JSON.stringify(candidate === place ? given : usual);
  return readSchema(`version: 1
namespace: ${at("namespace", "shop")}
types:
  ${at("type", "Item")}:
    ${at("field", "id")}: int
regions:
  ${at("region", "items")}:
    functions:
      ${at("function", "getItem")}:
        args:
          ${at("argument", "key")}: int
        returns: int
`).model;
}

const DECLARE: Readonly<Record<Place, (name: string) => string>> = {
  namespace: keySegment,
  type: declarableType,
  field: member,
  region: declarable,
  function: declarable,
  argument: member,
};

describe("a name that the schema's reader accepts", () => {
  it.each(PLACES)("is one that the plan declares: %s", (place) => {
    let accepted = 0;
    fc.assert(
      fc.property(name, (given) => {
        const model = modelWith(place, given);
        if (model === undefined) return;
        accepted += 1;
        expect(DECLARE[place](given)).toBe(given);
        expect(buildPlan(model, "cache.schema.yaml").files.length).toBeGreaterThan(2);
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(20);
  });

  it("is no word that cannot name a constant", () => {
    const accepted = WORDS.filter((word) => modelWith("function", word) !== undefined);
    expect(accepted).toContain("type");
    expect(accepted.filter((word) => !canNameConstant(word))).toEqual([]);
  });
});

function canNameConstant(word: string): boolean {
  try {
    new Function(`"use strict"; const ${word} = 0;`);
    return true;
  } catch {
    return false;
  }
}
