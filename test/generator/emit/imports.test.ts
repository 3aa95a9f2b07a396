import { afterAll, describe, expect, it } from "vitest";
import { defineRegion, isCacheError, Misfit, type Accessor } from "../../../runtime/index.js";
import { defineFunction, importedType } from "../../../runtime/generated.js";
import { z } from "zod";
import * as accessors from "../../cases/imports/expected/accessors.js";
import * as generated from "../../cases/imports/expected/index.js";
import * as serializers from "../../cases/imports/expected/serializers.js";
import { generateOutput } from "../../../generator/generate.js";
import { named, object, region, scalar, schema, single } from "../../cases/model-parts.js";

const order = {
  id: "7",
  product: { sku: "sku-1", addedAt: new Date(0) },
  spares: [{ sku: "sku-2", addedAt: new Date(1), note: "blue" }],
  site: new URL("https://example.org/7"),
} as const;

afterAll(async () => {
  for (const each of Object.values(generated.regions)) await each.close();
});

describe("a type that is a zod schema of the user's own", () => {
  it("is kept alone and within other types, as zod keeps it", async () => {
    const value = { ...order, spares: [...order.spares] };
    const text = serializers.Order.encode(value);
    expect(serializers.Order.decode(text)).toEqual(value);
    expect(serializers.Order.revive?.(text)).toEqual(value);
    expect(serializers.Order.copy(value)).toEqual(value);
    expect(serializers.Order.size(value)).toBeGreaterThan(100);
    const zod = await serializers.Order.schema();
    expect(zod.safeDecode(JSON.parse(text))).toEqual({ success: true, data: value });
    expect(zod.safeEncode(value)).toEqual({ success: true, data: JSON.parse(text) });
  });

  it("names the member that does not fit", () => {
    const wire: object = JSON.parse(serializers.Order.encode({ ...order, spares: [] }));
    const text = JSON.stringify({ ...wire, product: { sku: "7" } });
    expect(() => serializers.Order.decode(text)).toThrow(Misfit);
    expect(() => serializers.Order.decode(text)).toThrow(/^Order\.product\.sku is not/);
  });

  it("stops its callers with a coded error when it has no way back", async () => {
    const type = importedType(() => z.string().transform((text) => text.length), "./a.ts#Length");
    const lengths = defineRegion({ name: "lengths", namespace: "test", backend: "memory" });
    const definition = defineFunction<[], number, Accessor<[], number>, []>({
      region: lengths,
      name: "getLength",
      key: () => "test:lengths:getLength",
      args: () => [],
      serializer: {
        encode: (value: number) => type.encode(value, "Length"),
        decode: (text: string) => type.decode(JSON.parse(text), "Length"),
        copy: (value: number) => type.copy(value, "Length"),
        size: type.size,
        schema: () => Promise.reject(new Error("not asked for")),
      },
      fingerprint: "0",
    });
    const getLength = definition.cacheOnArguments(() => 1);
    const failed = await Promise.allSettled([getLength(), definition.set(1)]);
    const whose = { code: "schema-invalid", region: "lengths", function: "getLength" };
    for (const each of failed) {
      expect(each).toMatchObject({
        status: "rejected",
        reason: { ...whose, key: "test:lengths:getLength", cause: expect.any(Error) },
      });
      expect(each.status === "rejected" && isCacheError(each.reason)).toBe(true);
    }
    await lengths.close();
  });
});

describe("accessors.ts", () => {
  it("has accessors that call the creators the schema names", async () => {
    expect((await accessors.getProduct("four")).sku).toBe("sku-4");
    expect((await accessors.getOrder("a")).spares).toHaveLength(10);
    expect(await generated.orders.getOrder.get("a")).toMatchObject({ id: "a" });
    const found = await accessors.findProducts(["one", "none"]);
    expect([...found.keys()]).toEqual(["one"]);
    expect((await accessors.getOrders(["a", "b"], 1)).map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("is no part of the index", async () => {
    expect(Object.keys(generated)).not.toContain("getProduct");
  });

  it("is there only where a function names a creator", async () => {
    const without = schema([], [region("users", [single("getUser", scalar("string"))])]);
    const { files } = await generateOutput(without, "s.yaml");
    expect([...files.keys()]).not.toContain("accessors.ts");
  });

  it("has an object for each region where two have a function of one name", async () => {
    const creator = { path: "./load.ts", name: "get", from: "../load.js" };
    const get = single("get", scalar("string"), { creator });
    const model = schema([], [region("a", [get]), region("b", [get])]);
    const { files } = await generateOutput(model, "s.yaml");
    const text = files.get("accessors.ts") ?? "";
    expect(text).toContain('import { get } from "../load.js";');
    expect(text).toContain('import * as aRegion from "./a.js";');
    expect(text).toContain(
      "export const a: AAccessors = {\n  get: aRegion.get.cacheOnArguments(get),\n};",
    );
    expect(text).toContain("export const b: BAccessors = {");
  });

  it("imports no schema where no type is one", async () => {
    const User = object("User", { id: scalar("string") });
    const { files } = await generateOutput(
      schema([User], [region("users", [single("getUser", named("User"))])]),
      "s.yaml",
    );
    expect(files.get("serializers.ts")).not.toMatch(/zod"|\.\.\//);
    expect(files.get("types.ts")).not.toContain("import");
  });
});
