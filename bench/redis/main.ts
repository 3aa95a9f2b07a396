/** What the cache costs on a Redis server of its own, beside its goals. Run with `npm run bench:redis`. */
import { startRedis } from "../../test/support/redis-server.js";
import { BuiltCommand } from "../generator/command.js";
import { report } from "../generator/finding.js";
import { generateCache, loadCache } from "./cache.js";
import { measureCrowd } from "./crowd.js";
import { measureHits } from "./hits.js";
import { measureMisses } from "./misses.js";

const MEASUREMENTS = [measureHits, measureMisses, measureCrowd] as const;

const command = new BuiltCommand();
const server = await startRedis();
try {
  process.env["CACHE_URL"] = server.url;
  const folder = generateCache(command);
  const cache = await loadCache(folder);
  for (const measure of MEASUREMENTS) {
    console.log(report(await measure({ url: server.url, folder, cache })));
  }
  await cache.closeAll();
} finally {
  await server.stop();
  command.remove();
}
