/** A region and functions as the generator would write them, with settings a test chooses. */
import {
  check,
  copy,
  decode,
  defineFunction,
  defineListFunction,
  defineMapFunction,
  defineRegion,
  encode,
  key,
  lazySchema,
  size,
  type Accessor,
  type Definition,
  type FunctionPolicy,
  type ListAccessor,
  type ListDefinition,
  type MapAccessor,
  type MapDefinition,
  type Region,
  type RegionOptions,
  type Serializer,
} from "cachegen/runtime";
import * as z from "cachegen/zod";
import { ManualClock } from "cachegen/testing";

export interface Item {
  id: number;
  label: string;
  at: Date;
}

const itemSchema = lazySchema<Item | null>(() =>
  z.nullable(
    z.object({
      id: z.int(),
      label: z.string(),
      at: z.datetime(),
    }),
  ),
);

export const itemOrNull: Serializer<Item | null> = {
  encode: (value) => (value === null ? "null" : encodeItem(value)),
  decode: (text) => decodeItemOrNull(JSON.parse(text)),
  revive: (text) => reviveItemOrNull(JSON.parse(text)),
  copy: (value) => (value === null ? null : copyItem(value)),
  size: (value) => (value === null ? 0 : 64 + size.string(value.label)),
  schema: async () => itemSchema(),
};

function encodeItem(value: Item): string {
  check.object(value, "Item");
  const label = encode.string(value.label, "Item.label");
  const at = encode.datetime(value.at, "Item.at");
  return `{"id":${encode.int(value.id, "Item.id")},"label":${label},"at":${at}}`;
}

function decodeItemOrNull(json: unknown): Item | null {
  if (json === null) return null;
  const from = decode.object(json, "Item");
  return {
    id: decode.int(from["id"], "Item.id"),
    label: decode.string(from["label"], "Item.label"),
    at: decode.datetime(from["at"], "Item.at"),
  };
}

function reviveItemOrNull(json: unknown): Item | null {
  const value = decode.asWritten<Item | null>(json);
  if (value !== null) value.at = decode.datetime(value.at, "Item.at");
  return value;
}

function copyItem(value: Item): Item {
  check.object(value, "Item");
  return {
    id: copy.int(value.id, "Item.id"),
    label: copy.string(value.label, "Item.label"),
    at: copy.datetime(value.at, "Item.at"),
  };
}

export type GetItem = Accessor<[shop: string, id: number], Item | null>;
type Many = [shop: string, ids: readonly number[]];
type One = [shop: string, id: number];
export type GetItems = MapAccessor<Many, One, [shop: string], number, Item | null>;
export type ListItems = ListAccessor<Many, One, [shop: string], number, Item | null>;

export interface Shop {
  readonly clock: ManualClock;
  readonly region: Region;
  readonly getItem: Definition<One, Item | null, GetItem>;
  /** The same entries as `getItem`, many at once. */
  readonly getItems: MapDefinition<Many, One, [shop: string], number, Item | null, GetItems>;
  readonly listItems: ListDefinition<Many, One, [shop: string], number, Item | null, ListItems>;
}

let shops = 0;

/** A fresh region with its functions. */
export function shop(options: RegionOptions = {}, policy: FunctionPolicy = {}): Shop {
  const clock = new ManualClock();
  const region = defineRegion({ name: `shop${(shops += 1)}` }).configure({ clock, ...options });
  const one = {
    region,
    key: (name: string, id: number) =>
      `test:shop:getItem:${key.string(name, "shop")}:${key.int(id, "id")}`,
    serializer: itemOrNull,
    fingerprint: "0123456789abcdef",
    ...policy,
  };
  const args = (name: string, ids: readonly number[]): [string, readonly number[]] => [name, ids];
  return {
    clock,
    region,
    getItem: defineFunction({ ...one, name: "getItem", args: (name, id) => [name, id] }),
    getItems: defineMapFunction({ ...one, name: "getItems", varying: 1, args }),
    listItems: defineListFunction({ ...one, name: "listItems", varying: 1, args }),
  };
}

/** An item whose label tells which creation made it. */
export function item(id: number, label: string = `item ${id}`): Item {
  return { id, label, at: new Date(Date.UTC(2026, 0, id)) };
}
