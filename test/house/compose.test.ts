/** compose.yaml starts the server that the README speaks of. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");

interface Service {
  readonly image: string;
  readonly command: string;
  readonly ports: readonly string[];
  readonly volumes?: readonly string[];
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

const { services } = parse(read("compose.yaml")) as { services: Record<string, Service> };
const [redis, ...others] = Object.values(services);

describe("compose.yaml", () => {
  it("has one server of one exact version", () => {
    expect(others).toEqual([]);
    expect(redis?.image).toMatch(/^redis:\d+\.\d+\.\d+-alpine$/);
  });

  it("listens on this machine only, where README.md and docs/redis.md say", () => {
    expect(redis?.ports).toHaveLength(1);
    const [, port] = /^127\.0\.0\.1:(\d+):6379$/.exec(redis?.ports[0] ?? "") ?? [];
    for (const page of ["README.md", "docs/redis.md"]) {
      const addresses = [...read(page).matchAll(/CACHE_URL=redis:\/\/127\.0\.0\.1:(\d+) npm/g)];
      expect(new Set(addresses.map(([, told]) => told)), page).toEqual(new Set([port]));
    }
  });

  it("keeps nothing", () => {
    expect(redis?.command).toBe('redis-server --save "" --appendonly no');
    expect(redis?.volumes).toBeUndefined();
  });
});
