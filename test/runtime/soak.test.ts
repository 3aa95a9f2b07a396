import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { MemoryBackend } from "cachegen/runtime";
import { expect, it } from "vitest";
import { stateOf } from "../../runtime/region/region.js";
import { isIdle } from "../support/idle.js";
import { item, shop } from "../support/shop.js";

const KEYS = 1_000_000;
const AT_A_TIME = 500;

setFlagsFromString("--expose-gc");
const collect: unknown = runInNewContext("gc");

/** What the process holds, in megabytes, once nothing can be freed any more. */
function heapMb(): number {
  if (typeof collect === "function") for (let turn = 0; turn < 3; turn += 1) collect();
  return process.memoryUsage().heapUsed / 1e6;
}

it("leaves nothing behind after 1,000,000 distinct keys but the entries its bound allows", async () => {
  const { region, getItem, getItems } = shop({
    maxEntries: 1000,
    maxCreators: 100,
    values: "shared",
  });
  const one = getItem.cacheOnArguments(async (_, id) => item(id % 28));
  const many = getItems.cacheMultiOnArguments(
    async (_, ids) => new Map(ids.map((id) => [id, item(id % 28)])),
  );
  const useKeys = async (from: number, to: number): Promise<void> => {
    for (let id = from; id < to; id += AT_A_TIME) {
      const ids = Array.from({ length: AT_A_TIME }, (_, at) => id + at);
      // Every tenth list is asked for key by key.
      if (id % (10 * AT_A_TIME) === 0) await Promise.all(ids.map((each) => one("a", each)));
      else await many("a", ids);
    }
  };
  await useKeys(0, KEYS / 10);
  const earlyMb = heapMb();
  await useKeys(KEYS / 10, KEYS);
  const lateMb = heapMb();
  const { backend, flights, limit } = await stateOf(region).open();
  expect(await isIdle(flights)).toBe(true);
  expect(limit?.waiting).toBe(0);
  expect(backend).toBeInstanceOf(MemoryBackend);
  if (!(backend instanceof MemoryBackend)) return;
  expect(backend.leases).toBe(0);
  expect(backend.size).toBe(1000);
  // A key that left a single word behind would come to 7 MB; what the process does beside the cache, to one or two.
  expect(lateMb - earlyMb).toBeLessThan(6);
});
