import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
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
const userArgs = args({ tenant: string, id: named("UserId") });
const personArgs = args({ tenant: string, email: string, "since?": scalar("datetime") });

const userKeys = {
  version: 3,
  key: [
    { kind: "text", text: "users/" },
    { kind: "argument", name: "tenant" },
    { kind: "text", text: "/v" },
    { kind: "text", text: "3" },
    { kind: "text", text: "/" },
    { kind: "argument", name: "id" },
    { kind: "text", text: ".json" },
  ],
} as const;

const personKeys = {
  version: 2,
  keyHash: { kind: "hmac", variable: "TEST_KEY_SECRET" },
} as const;

/** Keys that the schema spells out, and keys with a hash for their arguments. */
export const model: SchemaModel = schema(
  [
    { kind: "brand", name: "UserId", of: string },
    object("Point", { x: scalar("int"), y: scalar("int") }),
  ],
  [
    region("spelled", [
      single("settings", scalar("json"), { key: [{ kind: "text", text: "settings/all" }] }),
      single("user", nullable(string), { ...userKeys, args: userArgs }),
      multi("users", nullable(string), {
        ...userKeys,
        args: userArgs,
        varying: "id",
        multiOf: "user",
      }),
      single("tagged", string, {
        args: [
          ...args({ id: string, at: named("Point") }),
          { name: "page", type: scalar("int"), optional: false, default: 1 },
          ...args({ "order?": { kind: "enum", members: ["up", "down"] } }),
        ],
        key: [
          { kind: "text", text: "tag:{" },
          { kind: "argument", name: "id" },
          { kind: "text", text: "}|" },
          { kind: "argument", name: "order" },
          { kind: "text", text: "|" },
          { kind: "argument", name: "page" },
          { kind: "text", text: "|" },
          { kind: "argument", name: "at" },
        ],
      }),
      single("quoted", string, {
        args: args({ version: string }),
        key: [
          { kind: "text", text: "quote`'\"\\$" },
          { kind: "argument", name: "version" },
          { kind: "text", text: "*/" },
        ],
      }),
      multi("prices", scalar("int"), {
        args: args({ shop: scalar("int"), sku: string }),
        varying: "sku",
        key: [
          { kind: "text", text: "price#" },
          { kind: "argument", name: "sku" },
          { kind: "text", text: "#" },
          { kind: "argument", name: "shop" },
        ],
      }),
    ]),
    region(
      "hashed",
      [
        single("byName", string, {
          args: args({ name: scalar("string", { min: 1 }) }),
          keyHash: { kind: "sha256" },
        }),
        single("byPerson", string, { ...personKeys, args: personArgs }),
        multi("byPeople", string, {
          ...personKeys,
          args: personArgs,
          varying: "email",
          multiOf: "byPerson",
        }),
      ],
      { keyMangler: { kind: "longerThan", length: 100 } },
    ),
  ],
);
