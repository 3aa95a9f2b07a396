/** Values and wire forms at the edge of each scalar type, on either side of it. */
import { LONE_SURROGATES } from "./texts.js";

type Scalar =
  | "string"
  | "int"
  | "float"
  | "boolean"
  | "bigint"
  | "datetime"
  | "date"
  | "epoch"
  | "bytes"
  | "uuid"
  | "json"
  | "member";

/** By type; some belong to it, most do not. */
export const EDGES: Readonly<Record<Scalar, readonly unknown[]>> = {
  string: [...LONE_SURROGATES, null, 1, ["a"]],
  int: [-0, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 1.5, Number.NaN, Infinity, "1", 1n],
  float: [Number.NaN, Infinity, -Infinity, "0", null],
  boolean: [0, 1, "true", null],
  bigint: [
    ...["", "-", "-0", "00", "01", "+1", "1n", " 1", "1\n", "0x1", "1e3", "1.0", "\u0661", 1, 7],
    ...["9".repeat(10_000), "9".repeat(10_001), `-${"9".repeat(10_000)}`, `-${"9".repeat(10_001)}`],
  ],
  datetime: [
    "2024-02-29T23:59:59Z",
    "2024-02-29T23:59:59.1Z",
    "2024-02-29T23:59:59.123456789012Z",

    "2023-02-29T00:00:00Z",
    "2024-02-30T00:00:00Z",
    "2024-13-01T00:00:00Z",
    "1900-02-29T00:00:00Z",

    "2024-01-01T24:00:00Z",
    "2024-01-01T00:60:00Z",
    "2024-01-01T23:59:60Z",
    "2024-01-01T00:00:00",

    "2024-01-01T00:00Z",
    "2024-01-01T00:00:00z",
    "2024-01-01 00:00:00Z",
    "2024-01-01T00:00:00.Z",

    "2024-01-01T00:00:00+00:00",
    "+012024-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z\n",
    "2024-01-01",
    new Date(Number.NaN),
    new Date(8.64e15),
    new Date("+010000-01-01T00:00:00.000Z"),
    new Date(-62_167_219_200_001),
    0,
    null,
  ],
  date: [
    "2024-02-29",
    "2023-02-29",
    "2000-02-29",
    "1900-02-29",
    "0000-02-29",
    "0004-02-29",

    "2024-02-30",
    "2024-04-31",
    "2024-00-01",
    "2024-01-00",
    "2024-1-1",
    "24-01-01",
    "2024-01-01T",
    "2024-01-01\n",
    "12024-01-01",
    "",
    "2024/01/01",
    20_240_101,
  ],
  epoch: [-0, 8.64e15, 8.64e15 + 1, -8.64e15, -8.64e15 - 1, 0.5, "0", new Date(Number.NaN), null],
  bytes: [
    "",
    "YQ==",
    "YWI=",
    "YWJj",
    "YR==",
    "+/+/",
    "-_-_",
    "YQ",
    "YQ=",
    "YQ===",
    "Y=Q=",
    "====",
    "=",
    "YWJj\n",
    " YWJj",
    "YW Jj",
    "YWJj====",
    "A===",
    "\u00e9\u00e9\u00e9\u00e9",
    new Uint16Array(2),
    new ArrayBuffer(2),
    [1, 2],
    new DataView(new ArrayBuffer(1)),
  ],
  uuid: [
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
    "00000000-0000-0000-0000-000000000001",
    "",
    "123e4567-e89b-92d3-a456-426614174000",
    "123e4567-e89b-12d3-c456-426614174000",
    "123e4567e89b12d3a456426614174000",
    "{123e4567-e89b-12d3-a456-426614174000}",
    "123e4567-e89b-12d3-a456-426614174000\n",
    "123e4567-e89b-12d3-a456-42661417400g",
  ],
  json: [
    { a: undefined },
    [undefined],
    new Array(2),
    [Number.NaN],
    { a: Infinity },
    1n,
    { a: [1n] },
    new Date(0),
    new Map(),
    new Set(),
    new Uint8Array(1),
    { toJSON: () => 1 },
    Symbol.iterator,
  ],
  member: ["", "Admin", "admin ", 0, null, ["admin"]],
};
