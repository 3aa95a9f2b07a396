import { inspect } from "node:util";
import {
  CacheError,
  defineRegion,
  isCacheError,
  MemoryBackend,
  registerBackend,
  systemClock,
  type BackendLoader,
  type CacheErrorCode,
} from "cachegen/runtime";
import { afterEach, describe, expect, it, vi } from "vitest";
import { loadBackend } from "../../../runtime/backend/registry.js";
import { mapBackend } from "../../contract/map-backend.js";

const OPTIONS = { clock: systemClock, name: "shop", maxEntries: 10 };

let schemes = 0;

/** A scheme nobody has registered, with a loader. */
function register(load: BackendLoader): string {
  const scheme = `mine${(schemes += 1)}`;
  registerBackend(scheme, load);
  return scheme;
}

async function fault(text: string, code: CacheErrorCode): Promise<string> {
  const error: unknown = await Promise.resolve()
    .then(() => loadBackend(text, OPTIONS))
    .catch((it: unknown) => it);
  expect(isCacheError(error, code), inspect(error)).toBe(true);
  return inspect(error, { depth: 9, showHidden: true });
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("registerBackend", () => {
  it("says what stands behind a scheme, loaded when a region first uses it", async () => {
    const load = vi.fn<BackendLoader>(
      (_, { clock }) => new MemoryBackend({ clock, maxEntries: 9 }),
    );
    const scheme = register(load);
    const region = defineRegion({ name: "lazy", backend: `${scheme}://host/1?x=y` });
    expect(load).not.toHaveBeenCalled();
    await region.set("k", 1);
    await region.set("k", 2);
    expect(load.mock.calls).toEqual([
      [`${scheme}://host/1?x=y`, expect.objectContaining({ name: "lazy", maxEntries: 10_000 })],
    ]);
    expect(await region.get("k")).toBe(2);
  });

  it("takes plain backends, which get leases, and promises of either", async () => {
    const plain = register((_, { clock }) => mapBackend(clock, { form: "text" }));
    const late = register(async (_, { clock }) => new MemoryBackend({ clock, maxEntries: 9 }));
    for (const backend of [plain, `${late}:9`]) {
      const region = defineRegion({ name: "any", backend });
      expect(await region.getOrCreate("k", () => 1)).toBe(1);
      expect(await region.get("k")).toBe(1);
    }
  });

  it("is used by a region whose backend the environment names", async () => {
    const scheme = register((_, { clock }) => mapBackend(clock));
    vi.stubEnv("SHOP_CACHE", `${scheme}://host`);
    const region = defineRegion({ name: "env", backend: "${SHOP_CACHE:-none}" });
    await region.set("k", 1);
    expect(await region.get("k")).toBe(1);
  });

  it("tries again after the loader has failed", async () => {
    const load = vi.fn<BackendLoader>((_, { clock }) => mapBackend(clock));
    load.mockRejectedValueOnce(new Error("not yet"));
    const region = defineRegion({ name: "retry", backend: register(load) });
    await expect(region.set("k", 1)).rejects.toThrow("not yet");
    await region.set("k", 1);
    expect(await region.get("k")).toBe(1);
  });

  it("takes the same loader twice, and no other", () => {
    const load: BackendLoader = (_, { clock }) => mapBackend(clock);
    const scheme = register(load);
    registerBackend(scheme, load);
    const other = (): void => registerBackend(scheme, (_, { clock }) => mapBackend(clock));
    expect(other).toThrow(`the backend ${scheme} is registered already`);
  });

  it.each(["memory", "none"])("does not replace the built-in %s", (scheme) => {
    expect(() => registerBackend(scheme, () => mapBackend(systemClock))).toThrow(
      `the backend ${scheme} is built in`,
    );
  });

  it.each(["", "Mine", "1st", "my backend", "mine:", "mine://", "-x", "x_y", "x\n"])(
    "refuses %j, which is no scheme",
    (scheme) => {
      const register = (): void => registerBackend(scheme, () => mapBackend(systemClock));
      expect(register).toThrow(CacheError);
      expect(register).toThrow("is no scheme");
    },
  );
});

describe("loadBackend", () => {
  it("names what there is when it does not know a backend, registered ones included", async () => {
    const scheme = register((_, { clock }) => mapBackend(clock));
    const message = await fault("somethingelse://host", "backend-unknown");
    expect(message).toContain('no backend is known for "somethingelse://host"');
    expect(message).toMatch(new RegExp(`use one of memory, none, .*${scheme}`));
  });

  it.each([
    ["memroy", "memory"],
    ["nome", "none"],
    ["noen", "none"],
    ["MEMORY", "memory"],
    ["memory:", "memory"],
    ["redis-of-mne://host", "redis-of-mine"],
  ])("guesses for %s that %s was meant", async (text, meant) => {
    registerBackend("redis-of-mine", REDIS_OF_MINE);
    expect(await fault(text, "backend-unknown")).toContain(`did you mean ${meant}?`);
  });

  it.each(["localhost:6379", "127.0.0.1:6379", "cache.internal:6379/0"])(
    "says how %s, a host with its port, is written",
    async (text) => {
      expect(await fault(text, "backend-unknown")).toContain("write redis:// before it");
    },
  );

  it.each([
    "bogus://me:secret@host/1",
    "bogus://secret@host",
    "bogus://me:se/cr?et#@secret@host",
    "bogus:me:secret@host",
    "bogus://host?password=secret",
    "bogus://host#secret",
    "bogus://host/1\nsecret@x",
  ])("shows no credentials of %j", async (text) => {
    const message = await fault(text, "backend-unknown");
    expect(message).not.toContain("secret");
    expect(message).toMatch(/bogus:.*\*\*\*/);
  });

  it.each(["://", ":", ":///"])(
    "refuses a URL with nothing behind its scheme: %s",
    async (tail) => {
      const load = vi.fn<BackendLoader>();
      expect(await fault(register(load) + tail, "backend-url")).toContain("nothing stands behind");
      expect(load).not.toHaveBeenCalled();
    },
  );

  it.each(["://ho st", "://host\n", "://me:sec ret@host"])(
    "refuses a URL with blanks or control characters: %j",
    async (tail) => {
      const message = await fault(register(vi.fn()) + tail, "backend-url");
      expect(message).toContain("blanks or control characters");
      expect(message).not.toContain("sec ret");
    },
  );

  it("turns what URL says of a URL into an error without the URL", async () => {
    const scheme = register((url) => mapBackend({ ...systemClock, ...new URL(url) }));
    const message = await fault(`${scheme}://me:secret@host:no-port`, "backend-url");
    expect(message).toContain(`the backend "${scheme}://***@host:***" is no URL`);
    expect(message).not.toContain("secret");
  });

  it.each(["://:secret", "://me:secret", "://me:secret/1", "://localhost:63x79secret?db=1"])(
    "shows nothing that stands where a port should and is none: %s",
    async (tail) => {
      const scheme = register((url) => Promise.reject(new Error(`cannot reach ${url}`)));
      const message = await fault(scheme + tail, "backend-failed");
      expect(message).not.toContain("secret");
      expect(message).toContain(":***");
    },
  );

  it.each(["://localhost:6379", "://[::1]:6379/1", "://localhost", "://localhost/12"])(
    "shows a port, and a place without one: %s",
    async (tail) => {
      const scheme = register(() => Promise.reject(new Error("refused")));
      expect(await fault(scheme + tail, "backend-failed")).toContain(`"${scheme}${tail}"`);
    },
  );

  it("turns what is said of a damaged escape into an error without the URL", async () => {
    const scheme = register((url) => mapBackend({ ...systemClock, ...[decodeURIComponent(url)] }));
    expect(await fault(`${scheme}://me:%zz@host`, "backend-url")).not.toContain("%zz");
  });

  it("keeps a loader's own error as the cause when it gives nothing away", async () => {
    const scheme = register(() => {
      throw new Error("connection refused");
    });
    const message = await fault(`${scheme}://me:secret@host`, "backend-failed");
    expect(message).toContain(`"${scheme}://***@host" could not be opened: connection refused`);
    expect(message).toContain("[cause]: Error: connection refused");
    expect(message).not.toContain("secret");
  });

  it.each([
    ["the whole URL", (url: string) => `cannot reach ${url}`],
    ["the password", () => "wrong password: s3cr%2Ft"],
    ["the password, unescaped", () => "wrong password: s3cr/t"],
    ["the query", () => "cannot read token=hidden"],
  ])("masks %s in a loader's own error, and drops the cause", async (_, say) => {
    const scheme = register((url) => Promise.reject(new Error(say(url))));
    const message = await fault(`${scheme}://me:s3cr%2Ft@host?token=hidden`, "backend-failed");
    expect(message).not.toMatch(/s3cr|hidden/);
    expect(message).not.toContain("[cause]");
    expect(message).toContain("***");
  });

  it("lets a loader's own CacheError through", async () => {
    const own = new CacheError("option-invalid", "the pool is too small");
    const scheme = register(() => Promise.reject(own));
    await expect(loadBackend(scheme, OPTIONS)).rejects.toBe(own);
  });

  it.each([[undefined], [null], [7], ["memory"], [{}], [{ get: 1 }]])(
    "refuses %j as a backend",
    async (answer) => {
      const load = vi.fn().mockReturnValue(answer);
      expect(await fault(register(load), "option-invalid")).toContain("is no backend");
      expect(load).toHaveBeenCalledOnce();
    },
  );
});

const REDIS_OF_MINE: BackendLoader = (_, { clock }) => mapBackend(clock);
