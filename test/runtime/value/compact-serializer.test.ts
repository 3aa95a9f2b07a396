/** A region whose functions write by position, on a store that keeps text. */
import { isNoValue } from "cachegen";
import { manualClock } from "cachegen/testing";
import { defineFunction, defineRegion, type Accessor, type Serializer } from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import {
  Point,
  StringPointMap,
  StringPointMapCompact,
} from "../../cases/compact/expected/serializers.js";
import type * as types from "../../cases/compact/expected/types.js";
import { mapBackend, SharedMap } from "../../contract/map-backend.js";

type Points = Map<string, types.Point>;

const points: Points = new Map([["a", { x: 1, y: 2 }]]);
const clock = manualClock();

/** A process that caches points in a store with others. */
function processOn(
  shared: SharedMap,
  serializer: Serializer<Points>,
): { readonly get: Accessor<[], Points>; readonly errors: unknown[]; readonly created: number[] } {
  const backend = mapBackend(clock, { form: "text" }, shared);
  const region = defineRegion({ name: "points" }).configure({ backend, clock });
  const errors: unknown[] = [];
  region.on("misfit", (event) => errors.push(event));
  const definition = defineFunction<[], Points, Accessor<[], Points>, []>({
    region,
    name: "points",
    key: () => "points",
    args: () => [],
    serializer,
    fingerprint: "0123456789abcdef",
  });
  const created: number[] = [];
  const get = definition.cacheOnArguments(() => (created.push(1), points));
  return { get, errors, created };
}

describe("compact values in a store", () => {
  it("are found by another process of the same schema", async () => {
    const shared = new SharedMap();
    await processOn(shared, StringPointMapCompact).get();
    const other = processOn(shared, StringPointMapCompact);
    expect(await other.get()).toEqual(points);
    expect(other.created).toEqual([]);
    expect(shared.stored.get("points")?.value).toMatch(/\|\["[0-9a-f]{16}",\["a",\[1,2\]\]\]$/);
  });

  it.each([
    ["plain JSON is a miss for positions", StringPointMap, StringPointMapCompact],
    ["positions are a miss for plain JSON", StringPointMapCompact, StringPointMap],
  ])("%s, reported, and written anew", async (_, before, after) => {
    const shared = new SharedMap();
    await processOn(shared, before).get();
    const { get, errors, created } = processOn(shared, after);
    expect(isNoValue(await get.get())).toBe(true);
    expect(errors).toHaveLength(1);
    expect(await get()).toEqual(points);
    expect(await get()).toEqual(points);
    expect(created).toEqual([1]);
  });

  it("are copied, measured and explained as in plain JSON", async () => {
    const { copy, size, schema } = StringPointMapCompact;
    expect([copy, size, schema]).toEqual([
      StringPointMap.copy,
      StringPointMap.size,
      StringPointMap.schema,
    ]);
    expect((await Point.schema()).safeDecode({ x: 1, y: 2 }).success).toBe(true);
  });
});
