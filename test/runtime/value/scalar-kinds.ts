/** Every scalar type beside its zod schema, with values and wire forms to try: good, odd and broken. */
import fc from "../../support/fast-check.js";
import * as z from "zod";
import * as key from "../../../runtime/key/part.js";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import type { JsonValue } from "../../../runtime/value/json.js";
import * as size from "../../../runtime/value/size.js";
import * as wire from "../../../runtime/value/wire.js";

import { EDGES } from "./edges.js";
import { wellFormed } from "./texts.js";

/** One type: what generated code would do with it. */
export interface Kind<T> {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly copy: (value: T, place: string) => T;
  readonly encode: (value: T, place: string) => string;
  readonly decode: (json: unknown, place: string) => T;
  readonly size: (value: T) => number;
  readonly key: (value: T, place: string) => string;
  /** Values of the type. */
  readonly values: fc.Arbitrary<T>;
  /** Wire forms at the edge of the type, on either side of it. */
  readonly edges: readonly unknown[];
}

const MOMENTS: readonly string[] = [
  "0000-01-01T00:00:00.000Z",
  "0099-12-31T23:59:59.999Z",
  "1969-12-31T23:59:59.999Z",
  "1970-01-01T00:00:00.000Z",
  "2024-02-29T12:00:00.001Z",
  "9999-12-31T23:59:59.999Z",
];

const moments: fc.Arbitrary<Date> = fc.oneof(
  fc.constantFrom(...MOMENTS).map((text) => new Date(text)),
  fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
);

const MEMBERS = ["admin", "staff", "a,b", "~null", "caf\u00e9"] as const;

const string: Kind<string> = {
  name: "string",
  schema: z.string(),
  copy: copy.string,
  encode: encode.string,
  decode: decode.string<string>,
  size: size.string,
  key: key.string,
  values: wellFormed,
  edges: EDGES.string,
};

const int: Kind<number> = {
  name: "int",
  schema: z.int(),
  copy: copy.int,
  encode: encode.int,
  decode: decode.int<number>,
  size: size.int,
  key: key.int,
  values: fc.oneof(fc.integer({ min: -3, max: 12 }), fc.maxSafeInteger()),
  edges: EDGES.int,
};

const float: Kind<number> = {
  name: "float",
  schema: z.number(),
  copy: copy.float,
  encode: encode.float,
  decode: decode.float<number>,
  size: size.float,
  key: key.float,
  values: fc.oneof(
    fc.constantFrom(0, -0, 1e21, 1e-7, -1e300, 5e-324, 0.1),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  edges: EDGES.float,
};

const boolean: Kind<boolean> = {
  name: "boolean",
  schema: z.boolean(),
  copy: copy.boolean<boolean>,
  encode: encode.boolean,
  decode: decode.boolean<boolean>,
  size: size.boolean,
  key: key.boolean,
  values: fc.boolean(),
  edges: EDGES.boolean,
};

const bigint: Kind<bigint> = {
  name: "bigint",
  schema: z.codec(
    z.string().check(z.maxLength(wire.LONGEST_INTEGER), z.regex(wire.integer)),
    z.bigint().check(z.refine<bigint>((value) => !wire.isTooLong(value))),
    wire.bigint,
  ),
  copy: copy.bigint,
  encode: encode.bigint,
  decode: decode.bigint<bigint>,
  size: size.bigint,
  key: key.bigint,
  values: fc.oneof(fc.bigInt({ min: -3n, max: 12n }), fc.bigInt(), fc.constant(-(10n ** 500n))),
  edges: EDGES.bigint,
};

const datetime: Kind<Date> = {
  name: "datetime",
  schema: z.codec(z.iso.datetime(), z.date(), wire.datetime),
  copy: copy.datetime,
  encode: encode.datetime,
  decode: decode.datetime<Date>,
  size: size.datetime,
  key: key.datetime,
  values: moments,
  edges: EDGES.datetime,
};

const date: Kind<string> = {
  name: "date",
  schema: z.iso.date(),
  copy: copy.date,
  encode: encode.date,
  decode: decode.date<string>,
  size: size.date,
  key: key.date,
  values: moments.map((moment) => moment.toISOString().slice(0, 10)),
  edges: EDGES.date,
};

const epoch: Kind<Date> = {
  name: "epoch",
  schema: z.codec(z.int(), z.date(), wire.epoch),
  copy: copy.epoch,
  encode: encode.epoch,
  decode: decode.epoch<Date>,
  size: size.epoch,
  key: key.epoch,
  values: fc.oneof(moments, fc.date({ noInvalidDate: true })),
  edges: EDGES.epoch,
};

const bytes: Kind<Uint8Array> = {
  name: "bytes",
  schema: z.codec(z.base64(), z.instanceof(Uint8Array), wire.bytes),
  copy: copy.bytes,
  encode: encode.bytes,
  decode: decode.bytes<Uint8Array>,
  size: size.bytes,
  key: key.bytes,
  values: fc.uint8Array({ maxLength: 12 }),
  edges: EDGES.bytes,
};

const uuid: Kind<string> = {
  name: "uuid",
  schema: z.uuid(),
  copy: copy.uuid,
  encode: encode.uuid,
  decode: decode.uuid<string>,
  size: size.uuid,
  key: key.uuid,
  values: fc.oneof(
    fc.uuid(),
    fc.uuid().map((text) => text.toUpperCase()),
    fc.constantFrom("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
  ),
  edges: EDGES.uuid,
};

const jsonValues: fc.Arbitrary<JsonValue> = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthIdentifier: "json" },
    fc.oneof(fc.constant(null), boolean.values, float.values, wellFormed),
    fc.array(tie("json"), { maxLength: 3 }),
    fc
      .dictionary(
        wellFormed.filter((name) => name !== "__proto__"),
        tie("json"),
        { maxKeys: 3 },
      )
      .map((members) => ({ ...members })),
  ),
})).json;

const json: Kind<JsonValue> = {
  name: "json",
  schema: z.json(),
  copy: copy.json,
  encode: encode.json,
  decode: decode.json<JsonValue>,
  size: size.json,
  key: key.json,
  values: jsonValues,
  edges: EDGES.json,
};

const member: Kind<(typeof MEMBERS)[number]> = {
  name: "enum",
  schema: z.enum(MEMBERS),
  copy: (value, place) => copy.member(value, MEMBERS, place),
  encode: (value, place) => encode.member(value, MEMBERS, place),
  decode: (value, place) => decode.member(value, MEMBERS, place),
  size: size.member,
  key: (value, place) => key.member(value, MEMBERS, place),
  values: fc.constantFrom(...MEMBERS),
  edges: EDGES.member,
};

function literal<T extends string | number | boolean | null>(expected: T): Kind<T> {
  return {
    name: `const(${JSON.stringify(expected)})`,
    schema: z.literal(expected),
    copy: (value, place) => copy.literal(value, expected, place),
    encode: (value, place) => encode.literal(value, expected, place),
    decode: (value, place) => decode.literal(value, expected, place),
    size: size.literal,
    key: (value, place) => key.literal(value, expected, place),
    values: fc.constant(expected),
    edges: ["", "on", "ON", 7, "7", true, "true", false, null, "null"],
  };
}

/** The types without items. */
export const SCALARS: readonly Kind<unknown>[] = [
  ...[string, date, uuid].map(untyped),
  ...[int, float].map(untyped),
  ...[datetime, epoch].map(untyped),
  ...[untyped(boolean), untyped(bigint), untyped(bytes), untyped(json), untyped(member)],
  ...[untyped(literal("on")), untyped(literal(7)), untyped(literal(true)), untyped(literal(null))],
];

/** A type as an application without types would use it: with values of any kind. */
export function untyped<T>(kind: Kind<T>): Kind<unknown> {
  // What such a value meets is the check at run time, which is what these tests are about.
  return kind as unknown as Kind<unknown>;
}
