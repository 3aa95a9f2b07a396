/** The page on sharing with Python, played on a server: its programs in both languages. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openRedis } from "../../runtime/backend/redis/connect.js";
import { systemClock } from "../../runtime/clock.js";
import { startRedis, type RedisServer } from "../support/redis-server.js";
import { blocksIn, readPages, type Block, type Page } from "./page.js";
import { ExampleProject } from "./project.js";

const python = inject("python");
const isHere = inject("hasRedis") && python !== "";

const project = new ExampleProject();
const folder = mkdtempSync(join(tmpdir(), "cachegen-python-"));
let server: RedisServer;

beforeAll(async () => {
  if (!isHere) return;
  server = await startRedis();
  process.env["CACHE_URL"] = server.url;
  await project.add(page());
  for (const { label, text } of blocksIn(page(), "python")) {
    mkdirSync(dirname(join(folder, label)), { recursive: true });
    writeFileSync(join(folder, label), text);
  }
});
afterAll(async () => {
  delete process.env["CACHE_URL"];
  project.remove();
  rmSync(folder, { recursive: true });
  await server?.stop();
});

function page(): Page {
  const found = readPages().find(({ path }) => path === "docs/python.md");
  if (found === undefined) throw new Error("there is no page on Python");
  return found;
}

function block(language: string, label: string): Block {
  const found = blocksIn(page(), language).find((each) => each.label === label);
  if (found === undefined) throw new Error(`there is no ${label}`);
  return found;
}

/** What a Python program of the page's folder prints. */
function printed(text: string): string {
  const made = spawnSync(python, ["-c", text], { cwd: folder, encoding: "utf8" });
  expect(made.stderr).toBe("");
  return made.stdout;
}

describe.skipIf(!isHere)("docs/python.md", () => {
  it("shares what Python made first", async () => {
    expect(printed(block("python", "shop.py").text)).toBe(
      "{'id': 42, 'name': 'Ada, from Python'}\n",
    );
    const { output } = await project.run(page(), block("ts", "service.ts"));
    expect(output).toBe(block("text", "shared").text);
  });

  it("shares what TypeScript made first", async () => {
    const client = new Redis(server.url);
    await client.flushall();
    client.disconnect();
    await project.run(page(), block("ts", "service.ts"));
    expect(printed(block("python", "shop.py").text)).toBe("{'id': 42, 'name': 'Ada'}\n");
  });

  it("has an invalidation that both see", async () => {
    const whole = await openRedis(server.url, { clock: systemClock, name: "shop:users" });
    const asking = `
import os, redis
from app.ages import SharedAges
from app.users import region
url = os.environ["CACHE_URL"]
backend = region.backend
region.configure("dogpile.cache.redis", expiration_time=600, replace_existing_backend=True,
    arguments={"url": url}, region_invalidator=SharedAges(redis.Redis.from_url(url), "shop:users"))
print(region.get_or_create("k", lambda: "made anew"), region.get("k"))
`;
    const setting = 'from app.users import region\nregion.set("k", "old")';
    printed(setting);
    expect(printed(asking)).toBe("old old\n");
    await whole.invalidateAll("hard");
    expect(printed(asking)).toBe("made anew made anew\n");
    printed(setting);
    await whole.invalidateAll("soft");
    expect(printed(asking)).toBe("made anew made anew\n");
    whole.close();
  });
});
