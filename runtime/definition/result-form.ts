import types from "node:util/types";
import { reasonOf, type Owner } from "../errors.js";
import { assertAligned, kindOf, misshapen } from "../region/creator-answer.js";
import { isNoValue, NO_VALUE, type NoValue } from "../value/no-value.js";

/** An item asked for, with its key; the same key may be asked for more than once. */
export interface Asked<Item> {
  readonly item: Item;
  readonly key: string;
}

/** Finds what was asked for by its key; the table is made when it is first looked into, which no hit does. */
export function byKey<Item>(
  asked: readonly Asked<Item>[],
): (key: string) => Asked<Item> | undefined {
  let table: Map<string, Asked<Item>> | undefined;
  return (key) => (table ??= new Map(asked.map((each) => [each.key, each]))).get(key);
}

/** The values of keys; every key asked for is in it. */
export type Values<V> = ReadonlyMap<string, V | NoValue>;

/** What a creator was asked for in one call. */
export interface Batch<Item> {
  readonly wanted: readonly Asked<Item>[];
  readonly keyOf: (item: Item) => string;
  readonly owner: Owner;
}

/** How a multi function answers, and how its creator does. */
export interface ResultForm<Item, V, Result, Readings> {
  /** Whether an item can be "not found". */
  readonly mayBeAbsent: boolean;
  /** The answer to a call. */
  result(asked: readonly Asked<Item>[], values: Values<V>): Result;
  /** The answer to a reading. */
  readings(asked: readonly Asked<Item>[], values: Values<V>): Readings;
  /**
   * What a creator made for these items, in their order.
   *
   * @throws CacheError `result-shape` when that cannot be told from its answer.
   */
  made(answer: unknown, batch: Batch<Item>): (V | NoValue)[];
}

/** `result: map`: an item absent from the map was not found. Matched by key, so that two equal dates are one item. */
export function mapForm<Item, V>(): ResultForm<Item, V, Map<Item, V>, Map<Item, V>> {
  return { mayBeAbsent: true, result: foundOnly, readings: foundOnly, made: matched };
}

/** `result: list`: aligned with the items asked for. */
export function listForm<Item, V>(): ResultForm<Item, V, V[], (V | NoValue)[]> {
  return {
    mayBeAbsent: false,
    // A list function's creator leaves nothing out, so there is a V for each.
    result: (asked, values) => withHoles(asked, values) as V[],
    readings: withHoles,
    made: aligned,
  };
}

function foundOnly<Item, V>(asked: readonly Asked<Item>[], values: Values<V>): Map<Item, V> {
  const found = new Map<Item, V>();
  // Where no key was asked for twice, none has to be told from those before it.
  const seen = asked.length === values.size ? undefined : new Set<string>();
  for (const { item, key } of asked) {
    const value = values.get(key);
    if (isNoValue(value) || seen?.has(key) === true) continue;
    seen?.add(key);
    found.set(item, value as V);
  }
  return found;
}

function withHoles<Item, V>(asked: readonly Asked<Item>[], values: Values<V>): (V | NoValue)[] {
  return asked.map(({ key }) => values.get(key) as V | NoValue);
}

function matched<Item, V>(answer: unknown, batch: Batch<Item>): (V | NoValue)[] {
  if (!types.isMap(answer)) throw misshapen("a Map", kindOf(answer), batch.owner);
  const made = new Map<string, V>();
  for (const [item, value] of answer as Map<Item, V>) made.set(keyOfAnswered(item, batch), value);
  return batch.wanted.map(({ key }) => (made.has(key) ? (made.get(key) as V) : NO_VALUE));
}

function aligned<Item, V>(answer: unknown, { wanted, owner }: Batch<Item>): V[] {
  assertAligned(answer, wanted.length, owner);
  // Each is checked against its type before it is stored.
  return answer as V[];
}

/** The key of an item of the creator's own answer: a wrong one is its fault, not its caller's. */
function keyOfAnswered<Item>(item: Item, { keyOf, owner }: Batch<Item>): string {
  try {
    return keyOf(item);
  } catch (error) {
    throw misshapen("a Map of items asked for", `one with an item that ${reasonOf(error)}`, owner);
  }
}
