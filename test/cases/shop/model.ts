import type { SchemaModel, ValueType } from "../../../generator/schema/model.js";

const string: ValueType = { kind: "scalar", scalar: "string" };
const user: ValueType = { kind: "named", name: "User" };
const userId: ValueType = { kind: "named", name: "UserId" };
const role: ValueType = { kind: "named", name: "Role" };

const tenantAndId = [
  { name: "tenant", type: string, optional: false },
  { name: "id", type: userId, optional: false },
] as const;

/** What `cache.schema.yaml` beside this file says. */
export const model: SchemaModel = {
  namespace: "shop",
  output: "./generated",
  emit: "ts",
  types: [
    { kind: "brand", name: "UserId", of: string },
    { kind: "enum", name: "Role", members: ["admin", "staff", "customer"] },
    {
      kind: "object",
      name: "User",
      fields: [
        { name: "id", type: userId, optional: false },
        {
          name: "name",
          type: { kind: "scalar", scalar: "string", constraints: { min: 1, max: 80 } },
          optional: false,
        },
        { name: "roles", type: { kind: "list", of: role }, optional: false },
        { name: "createdAt", type: { kind: "scalar", scalar: "datetime" }, optional: false },
        { name: "nick", type: string, optional: true },
        { name: "parent", type: { kind: "nullable", of: userId }, optional: false },
      ],
    },
    {
      kind: "object",
      name: "Money",
      fields: [
        { name: "currency", type: string, optional: false },
        { name: "cents", type: { kind: "scalar", scalar: "bigint" }, optional: false },
      ],
    },
  ],
  regions: [
    {
      name: "users",
      description: "People who can sign in.",
      backend: "${CACHE_URL:-memory}",
      policy: { expirationMs: 600_000, graceMs: 3_600_000 },
      functions: [
        {
          kind: "single",
          name: "getUser",
          args: tenantAndId,
          returns: { kind: "nullable", of: user },
          policy: { cacheNullMs: 30_000 },
        },
        {
          kind: "multi",
          name: "getUsers",
          args: tenantAndId,
          varying: "id",
          returns: { kind: "nullable", of: user },
          result: "map",
          multiOf: "getUser",
          policy: { cacheNullMs: 30_000 },
        },
        {
          kind: "multi",
          name: "getQuotas",
          args: [{ name: "id", type: userId, optional: false }],
          varying: "id",
          returns: { kind: "named", name: "Money" },
          result: "map",
          policy: { missingMs: 30_000 },
        },
        {
          kind: "single",
          name: "listUsers",
          description: "The newest users first.",
          version: 2,
          args: [
            { name: "role", type: role, optional: false },
            { name: "since", type: { kind: "scalar", scalar: "datetime" }, optional: true },
            {
              name: "limit",
              type: { kind: "scalar", scalar: "int", constraints: { min: 1, max: 100 } },
              optional: false,
              default: 10,
            },
          ],
          returns: { kind: "list", of: user },
          policy: {},
        },
      ],
    },
  ],
};
