/** Two values have one key part if and only if they are equal: for every type, and for any nesting of types. */
import { isDeepStrictEqual } from "node:util";
import fc from "../../support/fast-check.js";
import { describe, expect, it } from "vitest";
import { kinds } from "../value/kinds.js";
import { SCALARS, type Kind } from "../value/scalar-kinds.js";

const RUNS = { numRuns: 1000 };

function several(kind: Kind<unknown>): fc.Arbitrary<readonly unknown[]> {
  return fc.array(kind.values, { minLength: 2, maxLength: 8 });
}

function expectInjective(kind: Kind<unknown>, values: readonly unknown[]): void {
  const parts = values.map((value) => kind.key(value, "it"));
  for (const [at, value] of values.entries()) {
    for (let other = 0; other < at; other++) {
      expect(parts[at] === parts[other]).toBe(isDeepStrictEqual(value, values[other]));
    }
  }
}

/** Reads over one part: what follows it, or undefined when the brackets do not match. */
function afterPart(text: string): string | undefined {
  if (!text.startsWith("(")) return text.replace(/^[^(),=]*/, "");
  let rest: string | undefined = text.slice(1);
  while (rest !== undefined && !rest.startsWith(")")) {
    rest = afterPart(rest);
    if (rest?.startsWith("=")) rest = afterPart(rest.slice(1));
    rest = rest?.startsWith(",") ? rest.slice(1) : undefined;
  }
  return rest?.slice(1);
}

describe("key parts", () => {
  it.each(SCALARS.map((kind) => [kind.name, kind] as const))(
    "are equal for equal values only: %s",
    (_name, kind) => {
      fc.assert(
        fc.property(several(kind), (values) => {
          expectInjective(kind, values);
        }),
      );
    },
  );

  it("are equal for equal values only, whatever the type is made of", () => {
    const cases = kinds.chain((kind) => fc.tuple(fc.constant(kind), several(kind)));
    fc.assert(
      fc.property(cases, ([kind, values]) => {
        expectInjective(kind, values);
      }),
      RUNS,
    );
  });

  it("are those of the copy that comes back from the wire", () => {
    const cases = kinds.chain((kind) => fc.tuple(fc.constant(kind), kind.values));
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const back = kind.decode(JSON.parse(kind.encode(value, "it")), "it");
        expect(kind.key(back, "it")).toBe(kind.key(value, "it"));
      }),
      RUNS,
    );
  });

  it("hold no colon, brace or blank, and end where their brackets end", () => {
    const cases = kinds.chain((kind) => fc.tuple(fc.constant(kind), kind.values));
    fc.assert(
      fc.property(cases, ([kind, value]) => {
        const part = kind.key(value, "it");
        expect(part).not.toMatch(/[:{}@\u0000-\u0020\u007f]/);
        expect(afterPart(part)).toBe("");
      }),
      RUNS,
    );
  });
});
