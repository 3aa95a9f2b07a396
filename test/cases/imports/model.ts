import type { ImportedExport, SchemaModel, ValueType } from "../../../generator/schema/model.js";
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

const creator = (name: string): ImportedExport => {
  return { path: "./src/creators.mts", name, from: "../src/creators.mjs" };
};
const imported = (name: string): ValueType => {
  return { kind: "import", path: "./src/schemas.ts", name, from: "../src/schemas.js" };
};
const id = args({ id: scalar("string") });
const [limit] = args({ limit: scalar("int") });
const orderArgs = limit === undefined ? id : [...id, { ...limit, default: 10 }];

/** zod schemas of a user's own as types, alone and within others, and creators that are named. */
export const model: SchemaModel = schema(
  [
    { kind: "alias", name: "Product", of: imported("Product") },
    object("Order", {
      id: scalar("string"),
      product: named("Product"),
      spares: list(named("Product")),
      "gift?": named("Product"),
      site: nullable(imported("urlSchema")),
    }),
  ],
  [
    region("products", [
      single("getProduct", named("Product"), { args: id, creator: creator("getProduct") }),
      multi("findProducts", nullable(named("Product")), {
        args: id,
        creator: creator("findProducts"),
      }),
      single("getSite", imported("urlSchema"), { args: id }),
    ]),
    region("orders", [
      single("getOrder", named("Order"), { args: orderArgs, creator: creator("loadOrder") }),
      multi("getOrders", named("Order"), {
        args: orderArgs,
        multiOf: "getOrder",
        result: "list",
        creator: creator("loadOrders"),
      }),
    ]),
  ],
);
