import type { Category } from "../../../generator/breaking/change.js";

/** One edit of the schema, and what it means. */
export interface Edit {
  readonly label: string;
  /** Stretches of the schema's text, each of which stands in it once, and what takes their place. */
  readonly pieces: readonly (readonly [from: string, to: string])[];
  readonly means: readonly Category[];
  /** What a function that is called otherwise was called, by its name today. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Told for people's sake: nothing fails to compile. */
  readonly compiles?: true;
  /** The version says that what it means for the store is meant. */
  readonly isApproved?: true;
}

type Meaning =
  "none" | "KEY" | "WIRE" | "SOURCE" | "KEY SOURCE" | "WIRE SOURCE" | "KEY WIRE SOURCE";

function edit(
  label: string,
  means: Meaning,
  pieces: Edit["pieces"] | readonly [from: string, to: string],
  more: Pick<Edit, "renamed" | "compiles" | "isApproved"> = {},
): Edit {
  const isOne = typeof pieces[0] === "string";
  // A pair of texts is one piece.
  const all = (isOne ? [pieces] : pieces) as Edit["pieces"];
  const words = means === "none" ? [] : (means.split(" ") as Category[]);
  return { label, pieces: all, means: words, ...more };
}

/** Puts a line behind one that stands in the schema once. */
function behind(line: string, added: string): readonly [from: string, to: string] {
  return [line, `${line}\n${added}`];
}

const USERS = "    description: People who can sign in.";
const IN_USERS = (option: string): readonly [string, string] => behind(USERS, `    ${option}`);
const GET_USER = "      getUser:";
const IN_GET_USER = (option: string): readonly [string, string] =>
  behind(GET_USER, `        ${option}`);
const COUNT_STATE = "          state: enum(open, paid)";
const LIMIT = "          limit: { type: int, min: 1, max: 100, default: 10 }";

/** What changes neither a key, nor what is stored, nor a type. */
const TEXT: readonly Edit[] = [
  edit("a comment", "none", ["namespace: shop", "# ours\nnamespace: shop # yes"]),
  edit("blank lines", "none", ["regions:\n", "\n\nregions:\n\n"]),
  edit("quotes", "none", ["namespace: shop", 'namespace: "shop"']),
  edit("the long form of a type", "none", ["cents: bigint", "cents: { type: bigint }"]),
  edit("a description of a region", "none", ["People who can sign in.", "People."]),
  edit("a description that goes", "none", ["        description: The newest users first.\n", ""]),
  edit("a description of a member", "none", [
    "cents: bigint",
    "cents: { type: bigint, description: All of them. }",
  ]),
  edit("another word for a type", "none", ["Role[]", "list<Role>"]),
];

/** Options that say how long and how, not where and what. */
const OPTIONS: readonly Edit[] = [
  edit("expiration", "none", ["expiration: 10m", "expiration: 11m"]),
  edit("grace", "none", ["grace: 1h", "grace: 2h"]),
  edit("jitter", "none", IN_USERS("jitter: 0.1")),
  edit("eager", "none", IN_USERS("eager: 0.8")),
  edit("refresh", "none", IN_USERS("refresh: background")),
  edit("softTimeout", "none", IN_USERS("softTimeout: 100ms")),
  edit("hardTimeout", "none", IN_USERS("hardTimeout: 5s")),
  edit("retryAfter", "none", IN_USERS("retryAfter: 5s")),
  edit("lease", "none", IN_USERS("lease: 20s")),
  edit("wait", "none", IN_USERS("wait: 20s")),
  edit("cacheNull", "none", ["cacheNull: 30s", "cacheNull: 1m"]),
  edit("missing", "none", ["missing: 30s", "missing: 1m"]),
  edit("maxBatch", "none", behind("        missing: 30s", "        maxBatch: 50")),
  edit("strict", "none", IN_GET_USER("strict: true")),
  edit("values", "none", IN_USERS("values: bytes")),
  edit("serializer", "none", IN_USERS("serializer: zod")),
  edit("validate", "none", IN_USERS("validate: always")),
  edit("maxEntries", "none", IN_USERS("maxEntries: 50")),
  edit("maxBytes", "none", IN_USERS("maxBytes: 5MB")),
  edit("maxValueBytes", "none", IN_USERS("maxValueBytes: 2MB")),
  edit("maxCreators", "none", IN_USERS("maxCreators: 2")),
  edit("backendTimeout", "none", IN_USERS("backendTimeout: 1s")),
  edit("breaker", "none", IN_USERS("breaker: none")),
  edit("the backend", "none", ["main: memory", "main: ${CACHE_URL:-memory}"]),
  edit("the backend's name", "none", ["main: memory", "store: memory"]),
];

/** What comes first in the schema. */
const ORDER: readonly Edit[] = [
  edit("the order of types", "none", [
    ["  Names: list<string>\n", ""],
    ["types:\n", "types:\n  Names: list<string>\n"],
  ]),
  edit("the order of regions", "none", [
    [
      "  readings:\n    wire: compact\n    functions:\n      getReading:\n        args:\n          sensor: { type: int, default: 1 }\n        returns: Money\n",
      "",
    ],
    [
      "regions:\n",
      "regions:\n  readings:\n    wire: compact\n    functions:\n      getReading:\n        args:\n          sensor: { type: int, default: 1 }\n        returns: Money\n",
    ],
  ]),
  edit("the order of functions", "none", [
    ["      getUsers:\n        multiOf: getUser\n        multi: id\n", ""],
    [GET_USER, `      getUsers:\n        multiOf: getUser\n        multi: id\n${GET_USER}`],
  ]),
  edit("the order of members that are stored", "none", [
    [
      "    currency: { type: string, length: 3 }\n    cents: bigint\n",
      "    cents: bigint\n    currency: { type: string, length: 3 }\n",
    ],
  ]),
  edit("the order of the members of an argument", "KEY", [
    "    from: int\n    to: float\n",
    "    to: float\n    from: int\n",
  ]),
  edit("the order of a union", "none", ["Card | Cash", "Cash | Card"]),
  edit("the order of an enum within a type", "none", ["enum(open, paid)", "enum(paid, open)"]),
  edit("the order of an enum, of which there is a list", "SOURCE", [
    "[admin, staff, customer]",
    "[staff, admin, customer]",
  ]),
  edit("the order of arguments of other types", "KEY SOURCE", [
    "          tenant: string\n          id: UserId\n",
    "          id: UserId\n          tenant: string\n",
  ]),
  edit(
    "the order of arguments of one type",
    "KEY SOURCE",
    [
      "          sku: string\n          day: date\n",
      "          day: date\n          sku: string\n",
    ],
    { compiles: true },
  ),
];

/** What functions take. */
const ARGUMENTS: readonly Edit[] = [
  edit("the name of an argument", "none", ["          tenant: string", "          shop: string"]),
  edit("a limit of an argument", "none", ["tenant: string", "tenant: { type: string, max: 50 }"]),
  edit("another limit of an argument", "none", ["max: 100", "max: 200"]),
  edit("another argument", "KEY SOURCE", behind(COUNT_STATE, "          shop: string")),
  edit(
    "another argument that may be left out",
    "KEY SOURCE",
    behind(COUNT_STATE, "          shop?: string"),
  ),
  edit(
    "another argument with a default",
    "KEY SOURCE",
    behind(COUNT_STATE, "          shop: { type: string, default: a }"),
  ),
  edit("an argument less", "KEY SOURCE", [`${COUNT_STATE}\n`, ""]),
  edit("an argument that gets a default", "none", [
    COUNT_STATE,
    "          state: { type: 'enum(open, paid)', default: open }",
  ]),
  edit("an argument that may be left out now", "SOURCE", [
    COUNT_STATE,
    "          state?: enum(open, paid)",
  ]),
  edit("an argument that may be null now", "SOURCE", [
    COUNT_STATE,
    "          state: enum(open, paid)?",
  ]),
  edit("another default", "KEY", ["default: 10", "default: 20"]),
  edit("a default that goes", "SOURCE", ["sensor: { type: int, default: 1 }", "sensor: int"]),
  edit("a default that becomes nothing", "KEY SOURCE", [LIMIT, "          limit?: int"]),
  edit("nothing that becomes a default", "KEY", [
    "since?: datetime",
    "since: { type: datetime, default: 2024-01-01T00:00:00Z }",
  ]),
  edit("int for float", "none", ["to: float", "to: int"]),
  edit("a text for a number", "SOURCE", ["          number: int", "          number: string"]),
  edit("a moment for a text", "KEY SOURCE", ["          day: date", "          day: datetime"]),
  edit("uuid for string", "none", ["          sku: string", "          sku: uuid"]),
  edit("an enum for string", "SOURCE", ["          sku: string", "          sku: enum(a, b)"]),
  edit("string for a brand", "SOURCE", ["          user: UserId", "          user: string"]),
  edit("a list for one", "KEY SOURCE", ["          mail: string", "          mail: string[]"]),
  edit("a member more of an argument", "KEY SOURCE", behind("    to: float", "    step: int")),
  edit(
    "a member more of an argument, which may be absent",
    "none",
    behind("    to: float", "    step?: int"),
  ),
  edit("another name for a member of an argument", "KEY SOURCE", [
    "    to: float",
    "    until: float",
  ]),
  edit("a member more in an enum of an argument", "SOURCE", [
    "enum(open, paid)",
    "enum(open, paid, lost)",
  ]),
];

/** What is stored. */
const VALUES: readonly Edit[] = [
  edit("a member more", "WIRE SOURCE", behind("    createdAt: datetime", "    age: int")),
  edit(
    "a member more, which may be absent",
    "none",
    behind("    createdAt: datetime", "    age?: int"),
  ),
  edit(
    "a member more by position, which may be absent",
    "WIRE",
    behind("    cents: bigint", "    note?: string"),
  ),
  edit("a member less", "WIRE SOURCE", ["    createdAt: datetime\n", ""]),
  edit("a member less that could be absent", "WIRE SOURCE", ["    nick?: string\n", ""]),
  edit("another name for a member", "WIRE SOURCE", [
    "    createdAt: datetime",
    "    madeAt: datetime",
  ]),
  edit("a member that may be absent now", "WIRE SOURCE", ["    createdAt:", "    createdAt?:"]),
  edit("a member that is always there now", "WIRE SOURCE", ["    nick?:", "    nick:"]),
  edit("a member that may be null now", "WIRE SOURCE", [
    "createdAt: datetime",
    "createdAt: datetime?",
  ]),
  edit("epoch for datetime", "WIRE", ["createdAt: datetime", "createdAt: epoch"]),
  edit("a text for a moment", "WIRE SOURCE", ["createdAt: datetime", "createdAt: string"]),
  edit("a limit", "WIRE", ["max: 80", "max: 81"]),
  edit("a member more in an enum", "WIRE SOURCE", ["staff, customer]", "staff, customer, guest]"]),
  edit("a member less in an enum", "WIRE SOURCE", ["staff, customer]", "customer]"]),
  edit("another base of a brand", "WIRE SOURCE", ["UserId: brand<string>", "UserId: brand<int>"]),
  edit("a result that is never null", "WIRE SOURCE", [
    "        returns: User?\n        cacheNull: 30s\n",
    "        returns: User\n",
  ]),
  edit("a result that is a list", "WIRE SOURCE", [
    "        returns: Names",
    "        returns: Names[]",
  ]),
  edit("another result", "WIRE SOURCE", ["returns: Card | Cash", "returns: Card"]),
  edit("an alias for what it stands for", "none", [
    "        returns: Names",
    "        returns: string[]",
  ]),
  edit("the wire form", "WIRE", ["    wire: compact\n", ""]),
];

/** What keys are made of beside the arguments. */
const KEYS: readonly Edit[] = [
  edit("a version, which says that it is meant", "KEY", IN_GET_USER("version: 2"), {
    isApproved: true,
  }),
  edit("a higher version", "KEY", ["version: 2", "version: 3"], { isApproved: true }),
  edit("a lower version", "KEY", ["version: 2", "version: 1"]),
  edit("a version that goes", "KEY", ["        version: 2\n", ""]),
  edit("the namespace", "KEY", ["namespace: shop", "namespace: store"]),
  edit("another template", "KEY", ["order/{number}", "orders/{number}"]),
  edit("a template that goes", "KEY", ['        key: "order/{number}"\n', ""]),
  edit("a template that comes", "KEY", IN_GET_USER("key: u/{tenant}/{id}")),
  edit(
    "a template that spells out what there was",
    "none",
    IN_GET_USER('key: "shop:users:getUser:{tenant}:{id}"'),
  ),
  edit("a digest that goes", "KEY", ["        keyHash: sha256\n", ""]),
  edit("another digest", "KEY", ["keyHash: sha256", "keyHash: hmac(TEST_SECRET)"]),
  edit("a digest that comes", "KEY", IN_GET_USER("keyHash: sha256")),
  edit("a mangler", "KEY", IN_USERS("keyMangler: sha256")),
  edit("keys that Python shares", "KEY", [
    '        key: "order/{number}"',
    "        python:\n          function: app.orders:find_order",
  ]),
];

/** What there is. */
const NAMES: readonly Edit[] = [
  edit(
    "another function",
    "none",
    behind("        missing: 30s", "      countUsers:\n        returns: int"),
  ),
  edit("another region", "none", [
    "  readings:\n",
    "  sessions:\n    functions:\n      count:\n        returns: int\n  readings:\n",
  ]),
  edit("another type", "none", ["types:\n", "types:\n  Day: date\n"]),
  edit("a function that goes", "SOURCE", [
    "      getUsers:\n        multiOf: getUser\n        multi: id\n",
    "",
  ]),
  edit("a region that goes", "SOURCE", [
    "  readings:\n    wire: compact\n    functions:\n      getReading:\n        args:\n          sensor: { type: int, default: 1 }\n        returns: Money\n",
    "",
  ]),
  edit("a type that goes", "SOURCE", ["  Unused:\n    at: date\n", ""]),
  edit("another name for a type", "SOURCE", ["  Unused:\n", "  Used:\n"]),
  edit("another name for a function", "KEY SOURCE", ["      countOrders:", "      orderCount:"], {
    renamed: { "orders.orderCount": "orders.countOrders" },
  }),
  edit(
    "another name for a function whose key is spelled out",
    "SOURCE",
    ["      findOrder:", "      orderOf:"],
    {
      renamed: { "orders.orderOf": "orders.findOrder" },
    },
  ),
  edit("another name for a region", "KEY SOURCE", ["  readings:\n", "  values:\n"], {
    renamed: { "values.getReading": "readings.getReading" },
  }),
  edit("a list for a map of many", "SOURCE", [
    "        result: map\n        missing: 30s\n",
    "        result: list\n",
  ]),
  edit("one key for many", "SOURCE", [
    "        multi: user\n        args:\n          user: UserId\n        returns: int\n        result: map\n        missing: 30s\n",
    "        args:\n          user: UserId\n        returns: int\n",
  ]),
  edit("another argument of which there are many", "SOURCE", [
    "        multi: id\n",
    "        multi: tenant\n",
  ]),
];

/** Every edit, by what is edited. */
export const EDITS: Readonly<Record<string, readonly Edit[]>> = {
  "of the text": TEXT,
  "of an option": OPTIONS,
  "of an order": ORDER,
  "of an argument": ARGUMENTS,
  "of a value": VALUES,
  "of a key": KEYS,
  "of a name": NAMES,
};

/** The schema after an edit; throws where a piece of it does not stand in it once. */
export function edited(schema: string, { pieces, label }: Edit): string {
  return pieces.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`${label}: ${from} does not stand there once`);
    return text.replace(from, () => to);
  }, schema);
}
