import { describe, expect, it } from "vitest";
import { lazySchema, type Schema } from "../../../runtime/generated.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { zodSerializer } from "../../../runtime/value/zod-serializer.js";
import * as z from "../../../runtime/zod.js";

/** A type that holds itself within a limit: while it encodes one, zod overlooks what is asked of values inside. */
const Tree: () => Schema<unknown> = lazySchema(() =>
  z.object({
    inside: z.record(z.record(z.lazy(() => Tree())), { min: 1, max: 2 }),
    bytes: z.optional(z.bytes()),
  }),
);

function around(bytes: unknown): unknown {
  return { inside: { a: { b: { inside: { c: {} }, bytes } } } };
}

describe("the serializer of a zod schema", () => {
  const serializer = zodSerializer(Tree(), { size: () => 1 });

  it("brings back bytes in a type that holds itself", () => {
    const value = around(new Uint8Array([1, 2]));
    expect(serializer.decode(serializer.encode(value))).toEqual(value);
  });

  it("refuses there what only stands in the place of bytes", () => {
    for (const bytes of [{}, "AQI=", [1, 2], new ArrayBuffer(2), null]) {
      expect(() => serializer.encode(around(bytes))).toThrow(Misfit);
      expect(() => serializer.copy(around(bytes))).toThrow(Misfit);
    }
  });
});
