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

const string = scalar("string");
const getUser = {
  args: args({ tenant: string, id: named("UserId") }),
  python: { function: "app.users:get_user", namespace: "users" },
};

/** Functions whose entries a program in Python shares. */
export const model: SchemaModel = schema(
  [
    { kind: "brand", name: "UserId", of: string },
    { kind: "enum", name: "Plan", members: ["free", "paid"] },
    object("User", { id: string, name: string }),
  ],
  [
    region(
      "users",
      [
        single("getUser", nullable(named("User")), getUser),
        multi("getUsers", nullable(named("User")), { ...getUser, varying: "id", multiOf: "getUser" }),
        multi("getNames", string, {
          description: "Names by id.",
          args: args({ id: scalar("int") }),
          varying: "id",
          result: "list",
          python: { function: "app.users:get_names" },
        }),
        single("getSize", scalar("bigint"), {
          args: args({ name: string }),
          python: { function: "app.users:get_size", namespace: "users" },
        }),
        single("getAnything", scalar("json"), {
          args: args({ name: string }),
          python: { function: "app.users:get_anything", namespace: "users" },
        }),
        single("search", list(string), {
          args: args({ text: scalar("string", { min: 1 }) }),
          python: { function: "app.users:search", namespace: "" },
        }),
        single("byNumbers", scalar("json"), {
          args: args({
            price: scalar("float"),
            size: scalar("bigint"),
            open: scalar("boolean"),
            level: { kind: "const", value: 2 },
          }),
          python: { function: "__main__:by_numbers" },
        }),
        single("byWords", scalar("json"), {
          args: [
            ...args({
              plan: named("Plan"),
              day: scalar("date"),
              owner: scalar("uuid"),
              kind: { kind: "const", value: "one" },
              nothing: scalar("null"),
            }),
            { name: "maybe", type: nullable(named("UserId")), optional: false, default: null },
            {
              name: "color",
              type: nullable({ kind: "enum", members: ["red", "green"] }),
              optional: false,
              default: "red",
            },
          ],
          python: { function: "__main__:by_words", namespace: 'a "quoted" */ ${one}` \\' },
        }),
        single("count", scalar("int"), {
          python: { function: "app.users:count", namespace: "users" },
        }),
      ],
      {
        backend: "${CACHE_URL:-memory}",
        policy: { expirationMs: 600_000, graceMs: 3_600_000, leaseMs: 500, waitMs: 5_000 },
      },
    ),
    region(
      "digests",
      [
        single("getDigest", string, {
          args: args({ name: string }),
          python: { function: "app.users:get_digest" },
        }),
        single("own", string, { args: args({ name: string }) }),
      ],
      {
        backend: "${CACHE_URL:-memory}",
        policy: { expirationMs: 600_000 },
        keyMangler: { kind: "sha1" },
      },
    ),
  ],
  { namespace: "shop" },
);
