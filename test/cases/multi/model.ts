import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  list,
  multi,
  named,
  nullable,
  object,
  region,
  scalar,
  schema,
  single,
} from "../model-parts.js";

const text = scalar("string");
const quote = args({ shop: text, product: named("Sku"), currency: text });
const quoteArgs = quote.map((each) =>
  each.name === "currency" ? { ...each, default: "EUR" } : each,
);

/** Multi functions: map and list, first and later arguments, fixed ones with defaults, shared entries, limits. */
export const model: SchemaModel = schema(
  [{ kind: "brand", name: "Sku", of: text }, object("Price", { cents: scalar("bigint") })],
  [
    region("prices", [
      single("getPrice", nullable(named("Price")), {
        description: "What it costs today.",
        version: 3,
        args: quoteArgs,
        policy: { expirationMs: 1500, cacheNullMs: 0, strict: false },
      }),
      multi("getPrices", nullable(named("Price")), {
        description: "Asks once for all.",
        multiOf: "getPrice",
        varying: "product",
        args: quoteArgs,
        policy: { expirationMs: 1500, cacheNullMs: 0, strict: false, maxBatch: 1000 },
      }),
      multi("listStock", scalar("int"), {
        result: "list",
        version: 2,
        varying: "day",
        args: args({ shop: text, day: scalar("datetime"), "note?": nullable(text) }),
      }),
      multi("rankWords", scalar("float"), {
        result: "list",
        args: args({ word: scalar("string", { min: 1 }) }),
      }),
      multi("sumRows", scalar("int"), {
        args: args({ row: list(nullable(scalar("int"))) }),
        policy: { missingMs: 30_000, graceMs: 60_000, refresh: "inline" },
      }),
    ]),
  ],
);
