/** Functions as the generator would write them, for what the shop does not have: defaults, null and objects as arguments. */
import {
  check,
  copy,
  decode,
  defineFunction,
  encode,
  key,
  size,
  type Accessor,
  type Definition,
  type Region,
  type Serializer,
} from "cachegen/runtime";

const text: Serializer<string> = {
  encode: (value) => encode.string(value, "text"),
  decode: (from) => decode.string(JSON.parse(from), "text"),
  copy: (value) => copy.string(value, "text"),
  size: (value) => size.string(value),
  schema: () => Promise.reject(new Error("no schema is asked for")),
};

const shared = { serializer: text, fingerprint: "0123456789abcdef" } as const;

export type Search = Accessor<[word: string, limit?: number], string>;

/** `search(word: string, limit: int = 10)`. */
export function defineSearch(
  region: Region,
): Definition<[word: string, limit?: number], string, Search, [word: string, limit: number]> {
  return defineFunction({
    ...shared,
    region,
    name: "search",
    key: (word: string, limit: number = 10) =>
      `test:shop:search:${key.string(word, "word")}:${key.int(limit, "limit")}`,
    args: (word: string, limit: number = 10): [word: string, limit: number] => [word, limit],
  });
}

export type Find = Accessor<[first: string, second: string | null], string>;

/** `find(first: string, second: string?)`, under another name if need be. */
export function defineFind(
  region: Region,
  name: string = "find",
): Definition<[first: string, second: string | null], string, Find> {
  return defineFunction({
    ...shared,
    region,
    name,
    key: (first: string, second: string | null) =>
      `test:shop:${name}:${key.string(first, "first")}:${key.nullable(second, key.string, "second")}`,
    args: (first: string, second: string | null): [first: string, second: string | null] => [
      first,
      second,
    ],
  });
}

/** What {@link defineFilter} is asked by. */
export interface Filter {
  readonly color?: string;
  readonly size?: string;
}

export type ByFilter = Accessor<[filter: Filter], string>;

/** `byFilter(filter: Filter)`, whose members may both be absent. */
export function defineFilter(region: Region): Definition<[filter: Filter], string, ByFilter> {
  return defineFunction({
    ...shared,
    region,
    name: "byFilter",
    key: (filter: Filter) => `test:shop:byFilter:${filterPart(filter)}`,
    args: (filter: Filter): [filter: Filter] => [filter],
  });
}

function filterPart(filter: Filter): string {
  check.object(filter, "Filter");
  const color = key.field("color", filter.color, key.string, "Filter.color");
  return `(${color}${key.field("size", filter.size, key.string, "Filter.size")})`;
}
