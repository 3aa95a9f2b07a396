import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as mini from "zod/mini";
import { isCacheError, Misfit } from "../../../runtime/index.js";
import { importedType } from "../../../runtime/value/imported-type.js";

const datetime = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
const Product = z.object({ sku: z.string(), addedAt: datetime, note: z.string().optional() });
const product = importedType(() => Product, "./schemas.ts#Product");
const value = { sku: "a", addedAt: new Date(0) };

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe("importedType", () => {
  it("encodes and decodes by the schema", () => {
    const text = product.encode(value, "Product");
    expect(text).toBe('{"sku":"a","addedAt":"1970-01-01T00:00:00.000Z"}');
    expect(product.decode(JSON.parse(text), "Product")).toEqual(value);
  });

  it("does not ask for the schema before it is used", () => {
    let asked = 0;
    const type = importedType(() => {
      asked += 1;
      return Product;
    }, "late");
    expect(asked).toBe(0);
    type.copy(value, "Product");
    type.copy(value, "Product");
    expect(asked).toBe(1);
  });

  it("copies into what a store would give back, sharing nothing", () => {
    const given = { ...value, note: undefined, extra: 1 };
    const copy = product.copy(given, "Product");
    expect(copy).toStrictEqual(value);
    expect(copy.addedAt).not.toBe(value.addedAt);
    const anything = importedType(() => z.object({ data: z.any() }), "any");
    const nested = { data: { list: [1] } };
    expect(anything.copy(nested, "any").data).not.toBe(nested.data);
  });

  it("names the place of what does not fit", () => {
    const wrong = { ...value, sku: 1 } as unknown as typeof value;
    expect(() => product.encode(wrong, "Order.product")).toThrow(Misfit);
    expect(() => product.encode(wrong, "Order.product")).toThrow(/^Order\.product\.sku is not/);
    expect(() => product.decode({ sku: "a" }, "Order.product")).toThrow(/Order\.product\.addedAt/);
  });

  it("refuses what JSON would store as something else", () => {
    const dated = importedType(() => z.object({ at: z.date() }), "dated");
    expect(() => dated.encode({ at: new Date(0) }, "Dated")).toThrow(Misfit);
    const big = importedType(() => z.bigint(), "big");
    expect(() => big.encode(1n, "Big")).toThrow(Misfit);
  });

  it("counts what a function inside the schema throws as a misfit", () => {
    const url = z.codec(z.string(), z.instanceof(URL), {
      decode: (text) => new URL(text),
      encode: ({ href }) => href,
    });
    const type = importedType(() => url, "url");
    expect(() => type.decode("no url", "Site.url")).toThrow(Misfit);
    expect(type.decode("https://example.org/", "Site.url").href).toBe("https://example.org/");
  });

  it.each([
    ["a transform that has no way back", () => z.string().transform((text) => text.length)],
    ["a schema of zod/mini", () => mini.string()],
    ["no schema", () => ({}) as unknown as z.ZodString],
    ["nothing", () => undefined as unknown as z.ZodString],
    ["a check that answers later", () => z.string().refine(async () => true)],
  ])("throws a coded error for %s", (_, find) => {
    const type = importedType<unknown>(find, "./schemas.ts#Wrong");
    const error = errorOf(() => type.encode("text", "Wrong"));
    expect(isCacheError(error, "schema-invalid")).toBe(true);
    expect(String(error)).toContain("./schemas.ts#Wrong");
  });

  it("estimates the size by the text", () => {
    expect(product.size({ ...value, sku: "a".repeat(1000) })).toBeGreaterThan(2000);
  });
});
