/** The types made of types, beside their zod schemas, and any nesting of them. */
import fc from "../../support/fast-check.js";
import * as z from "zod";
import * as key from "../../../runtime/key/part.js";
import * as copy from "../../../runtime/value/copy.js";
import * as decode from "../../../runtime/value/decode.js";
import * as encode from "../../../runtime/value/encode.js";
import * as size from "../../../runtime/value/size.js";
import * as wire from "../../../runtime/value/wire.js";
import { SCALARS, untyped, type Kind } from "./scalar-kinds.js";
import { wellFormed } from "./texts.js";

/** `T?`. */
export function nullable<T>(item: Kind<T>): Kind<T | null> {
  return {
    name: `${item.name}?`,
    schema: z.nullable(item.schema),
    copy: (value, place) => copy.nullable(value, item.copy, place),
    encode: (value, place) => encode.nullable(value, item.encode, place),
    decode: (value, place) => decode.nullable(value, item.decode, place),
    size: (value) => size.nullable(value, item.size),
    key: (value, place) => key.nullable(value, item.key, place),
    values: fc.option(item.values),
    edges: [...item.edges, null, undefined],
  };
}

/** `T[]`. */
export function list<T>(item: Kind<T>): Kind<T[]> {
  return {
    name: `list<${item.name}>`,
    schema: z.array(item.schema),
    copy: (value, place) => copy.list(value, item.copy, place),
    encode: (value, place) => encode.list(value, item.encode, place),
    decode: (value, place) => decode.list(value, item.decode, place),
    size: (value) => size.list(value, item.size),
    key: (value, place) => key.list(value, item.key, place),
    values: fc.array(item.values, { maxLength: 3 }),
    edges: [[], new Array(1), new Set(), {}, "", null, ...item.edges.map((edge) => [edge])],
  };
}

/** `set<T>`. */
export function set<T>(item: Kind<T>): Kind<Set<T>> {
  return {
    name: `set<${item.name}>`,
    schema: z.codec(z.array(item.schema), z.set(z.any()), wire.set),
    copy: (value, place) => copy.set(value, item.copy, place),
    encode: (value, place) => encode.set(value, item.encode, place),
    decode: (value, place) => decode.set(value, item.decode, place),
    size: (value) => size.set(value, item.size),
    key: (value, place) => key.set(value, item.key, place),
    values: fc.array(item.values, { maxLength: 3 }).map((items) => new Set(items)),
    edges: [
      [],
      new Array(1),
      new Map(),
      {},
      null,
      ...item.edges.flatMap((edge) => [[edge, edge], new Set([edge])]),
    ],
  };
}

/** `map<K, V>`. */
export function map<K, V>(name: Kind<K>, item: Kind<V>): Kind<Map<K, V>> {
  return {
    name: `map<${name.name}, ${item.name}>`,
    schema: z.codec(
      z.array(z.tuple([name.schema, item.schema])),
      z.map(z.any(), z.any()),
      wire.map,
    ),
    copy: (value, place) => copy.map(value, name.copy, item.copy, place),
    encode: (value, place) => encode.map(value, name.encode, item.encode, place),
    decode: (value, place) => decode.map(value, name.decode, item.decode, place),
    size: (value) => size.map(value, name.size, item.size),
    key: (value, place) => key.map(value, name.key, item.key, place),
    values: fc
      .array(fc.tuple(name.values, item.values), { maxLength: 3 })
      .map((entries) => new Map(entries)),
    edges: [
      ...[[], [[]], [[1]], [["a", "b", "c"]], new Array(1), [null], new Set(), {}, null],
      ...name.edges.flatMap((edge) => [[[edge, edge]], new Map([[edge, edge]])]),
    ],
  };
}

/** `tuple<A, B>`. */
export function tuple<A, B>(first: Kind<A>, second: Kind<B>): Kind<[A, B]> {
  const edge = (at: number): unknown => first.edges[at] ?? second.edges[at];
  return {
    name: `tuple<${first.name}, ${second.name}>`,
    schema: z.tuple([first.schema, second.schema]),
    copy: (value, place) => copy.tuple(value, [first.copy, second.copy], place),
    encode: (value, place) => encode.tuple(value, [first.encode, second.encode], place),
    decode: (value, place) => decode.tuple<[A, B]>(value, [first.decode, second.decode], place),
    size: (value) => size.tuple(value, [first.size, second.size]),
    key: (value, place) => key.tuple(value, [first.key, second.key], place),
    values: fc.tuple(first.values, second.values),
    edges: [
      ...[[], new Array(2), new Array(3), new Set(), {}, { length: 2 }, "ab", null],
      ...first.edges.flatMap((one, at) => [[one], [one, edge(at)], [one, one], [one, one, one]]),
    ],
  };
}

/** `record<T>`. */
export function record<T>(item: Kind<T>): Kind<Record<string, T>> {
  return {
    name: `record<${item.name}>`,
    schema: z.record(z.string(), item.schema),
    copy: (value, place) => copy.record(value, item.copy, place),
    encode: (value, place) => encode.record(value, item.encode, place),
    decode: (value, place) => decode.record(value, item.decode, place),
    size: (value) => size.record(value, item.size),
    key: (value, place) => key.record(value, item.key, place),
    values: fc
      .dictionary(
        wellFormed.filter((name) => name !== "__proto__"),
        item.values,
        { maxKeys: 3 },
      )
      .map((members) => ({ ...members })),
    edges: [{}, [], new Map(), new Date(0), null, ...item.edges.map((edge) => ({ edge }))],
  };
}

/** Types made of types, up to three deep. */
export const kinds: fc.Arbitrary<Kind<unknown>> = fc.letrec<{ kind: Kind<unknown> }>((tie) => ({
  kind: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...SCALARS),
    tie("kind").map(nullable).map(untyped),
    tie("kind").map(list).map(untyped),
    tie("kind").map(set).map(untyped),
    fc.tuple(tie("kind"), tie("kind")).map(([name, item]) => untyped(map(name, item))),
    tie("kind").map(record).map(untyped),
    fc.tuple(tie("kind"), tie("kind")).map(([first, second]) => untyped(tuple(first, second))),
  ),
})).kind;
