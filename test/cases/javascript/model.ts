import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  list,
  map,
  multi,
  named,
  nullable,
  object,
  region,
  scalar,
  schema,
  set,
  single,
  union,
} from "../model-parts.js";

const ofUser = args({ tenant: scalar("string"), id: named("UserId") });
const users = { path: "./src/users.ts", from: "../src/users.ts" };
const user = nullable(named("User"));
const int = args({ id: scalar("int") });
const constant = (value: string) => ({ kind: "const", value }) as const;

/** What differs between the languages of the output: types in every place, modules of the user's own, a file of values alone. */
export const model: SchemaModel = schema(
  [
    { kind: "brand", name: "UserId", of: scalar("string") },
    { kind: "enum", name: "Role", members: ["admin", "staff"] },
    {
      kind: "alias",
      name: "Address",
      of: { kind: "import", path: "./src/address.ts", name: "address", from: "../src/address.ts" },
    },
    {
      kind: "object",
      name: "User",
      fields: [
        { name: "id", type: named("UserId"), optional: false },
        { name: "name", type: scalar("string"), optional: false, description: "as they sign" },
        { name: "roles", type: set(named("Role")), optional: false },
        { name: "createdAt", type: scalar("datetime"), optional: false },
        { name: "nick", type: scalar("string"), optional: true },
        { name: "home", type: nullable(named("Address")), optional: false },
      ],
    },
    object("Circle", { kind: constant("circle"), radius: scalar("float") }),
    object("Square", { kind: constant("square"), side: scalar("float") }),
    { kind: "alias", name: "Shape", of: union("kind", { Circle: "circle", Square: "square" }) },
    object("Range", { from: scalar("datetime"), "to?": scalar("datetime") }),
  ],
  [
    region(
      "users",
      [
        single("getUser", user, {
          description: "One of them.",
          args: ofUser,
          policy: { cacheNullMs: 30_000 },
          creator: { ...users, name: "loadUser" },
        }),
        multi("getUsers", user, {
          args: ofUser,
          varying: "id",
          multiOf: "getUser",
          policy: { cacheNullMs: 30_000 },
          creator: { ...users, name: "loadUsers" },
        }),
        single("countUsers", map(named("UserId"), scalar("int")), {
          args: [
            { name: "during", type: named("Range"), optional: false },
            {
              name: "weights",
              type: map(named("Role"), scalar("float")),
              optional: false,
              default: [["admin", 2]],
            },
            { name: "role", type: named("Role"), optional: true },
          ],
        }),
      ],
      { description: "People who can sign in.", policy: { expirationMs: 600_000 }, wire: "compact" },
    ),
    region("shapes", [
      single("getShape", named("Shape"), {
        args: int.map((argument) => ({ ...argument, default: 7 })),
      }),
      multi("getParts", list(named("Shape")), { args: int, result: "list" }),
    ]),
  ],
  { emit: "js" },
);
