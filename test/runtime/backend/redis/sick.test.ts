import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  closeAll,
  defineRegion,
  isCacheError,
  NO_VALUE,
  systemClock,
  type Region,
} from "cachegen/runtime";
import { tcpProxy, type TcpProxy } from "cachegen/testing";
import { Redis } from "ioredis";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  it,
  vi,
} from "vitest";
import { openRedis } from "../../../../runtime/backend/redis/connect.js";
import { startRedis, type RedisServer } from "../../../support/redis-server.js";
import {
  bulk,
  scriptedServer,
  type Answer,
  type ScriptedServer,
} from "../../../support/scripted-server.js";

const hasRedis = inject("hasRedis");

let regions = 0;

afterEach(() => closeAll());

function regionAt(url: string): Region {
  const name = `sick${(regions += 1)}`;
  // On a machine that does much else, the time that a healthy server has.
  const region = defineRegion({
    name,
    backend: url,
    backendTimeoutMs: 60_000,
    // Longer than any test.
    breakerPauseMs: 600_000,
    expirationMs: 60_000,
  });
  return region.configure({ clock: { ...systemClock } });
}

/** Why a change was refused, in the server's own words; nothing if it was not. */
async function refusal(change: Promise<void>): Promise<string | undefined> {
  try {
    await change;
    return undefined;
  } catch (error) {
    if (!isCacheError(error, "backend-failed")) throw error;
    return error.cause instanceof Error ? error.cause.message : "";
  }
}

describe.skipIf(!hasRedis)("a server that takes no writes", () => {
  const FOLDER = "no-file";
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    if (!hasRedis) return;
    server = await startRedis("--dbfilename", FOLDER);
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    if (!hasRedis) return;
    admin.disconnect();
    await server.stop();
  });

  /** Snapshots that fail: a folder stands where the file would. */
  async function failSnapshots(): Promise<void> {
    const [, dir = ""] = (await admin.config("GET", "dir")) as string[];
    mkdirSync(join(dir, FOLDER), { recursive: true });
    await admin.config("SET", "save", "3600 1");
    await admin.bgsave();
    await vi.waitFor(async () => {
      expect(await admin.info("persistence")).toContain("rdb_last_bgsave_status:err");
    });
  }

  const STATES: readonly [string, RegExp, () => Promise<unknown>, () => Promise<unknown>][] = [
    [
      "a replica",
      /^READONLY/,
      () => admin.replicaof("127.0.0.1", 1),
      () => admin.replicaof("NO", "ONE"),
    ],
    ["one that cannot save", /^MISCONF/, failSnapshots, () => admin.config("SET", "save", "")],
  ];

  it.each(STATES)(
    "as %s does serves what it has, and refuses changes",
    async (_, word, begin, end) => {
      const region = regionAt(server.url);
      const errors = vi.fn();
      region.on("error", errors);
      await region.set("k", "stored");
      await begin();
      try {
        expect(await region.get("k")).toBe("stored");
        expect(await region.getOrCreate("other", () => "made")).toBe("made");
        expect(errors).toHaveBeenCalled();
        expect(await refusal(region.set("k", "late"))).toMatch(word);
        expect(await refusal(region.delete("k"))).toMatch(word);
        expect(await refusal(region.invalidate())).toMatch(word);
        expect(await refusal(region.invalidate({ soft: true }))).toMatch(word);
        // That was answered: nobody is spared it.
        expect(await region.get("k")).toBe("stored");
      } finally {
        await end();
      }
      expect(await region.get("k")).toBe("stored");
      await region.set("k", "healed");
      expect(await region.get("k")).toBe("healed");
    },
  );

  it("as a full one does serves what it has, and still invalidates", async () => {
    const region = regionAt(server.url);
    for (const key of ["k", "gone"]) await region.set(key, "stored");
    await admin.config("SET", "maxmemory", "1");
    try {
      expect(await region.get("k")).toBe("stored");
      expect(await region.getOrCreate("other", () => "made")).toBe("made");
      expect(await refusal(region.set("k", "late"))).toMatch(/^OOM/);
      expect(await refusal(region.invalidate({ soft: true }))).toMatch(/OOM/);
      expect(await refusal(region.delete("gone"))).toBeUndefined();
      expect(await region.get("gone")).toBe(NO_VALUE);
      expect(await refusal(region.invalidate())).toBeUndefined();
      expect(await region.get("k")).toBe(NO_VALUE);
    } finally {
      await admin.config("SET", "maxmemory", "0");
    }
    expect(await region.get("k")).toBe(NO_VALUE);
    await region.set("k", "healed");
    expect(await region.get("k")).toBe("healed");
  });
});

describe.skipIf(!hasRedis)("leases on a server that has become full", () => {
  it("are renewed, and given back all together, stale values' and others'", async () => {
    const server = await startRedis();
    const admin = new Redis(server.url);
    const options = { clock: systemClock, name: "full", backendTimeoutMs: 60_000 };
    const backend = await openRedis(server.url, options);
    try {
      const times = { createdMs: Date.now(), costMs: 0, draw: 0, bytes: 1, retainMs: 60_000 };
      await backend.write([["stale", { kept: "1", ...times }]]);
      const seen = await backend.read("stale");
      const request = { seen, takeOver: false, leaseMs: 60_000 };
      const keys = ["stale", "missing", "other"];
      const answers = await backend.acquire(keys.map((key) => ({ key, ...request })));
      const leases = answers.flatMap((answer) => (answer.kind === "won" ? [answer.lease] : []));
      await admin.config("SET", "maxmemory", "1");
      expect(await backend.renew(leases, 60_000)).toEqual([true, true, true]);
      await backend.release(leases);
      const leased = await Promise.all(keys.map((key) => backend.isLeased(key)));
      expect(leased).toEqual([false, false, false]);
      expect((await backend.read("stale"))?.kept).toBe("1");
    } finally {
      await backend.close();
      admin.disconnect();
      await server.stop();
    }
  });
});

describe.skipIf(!hasRedis)("a server whose place another has taken", () => {
  const portOf = ({ url }: RedisServer): number => Number(new URL(url).port);
  let before: RedisServer;
  let after: RedisServer;
  let admin: Redis;
  /** Where the address leads. */
  let target: { port: number };
  let proxy: TcpProxy;

  beforeEach(async () => {
    if (!hasRedis) return;
    [before, after] = await Promise.all([startRedis(), startRedis()]);
    admin = new Redis(before.url);
    target = { port: portOf(before) };
    proxy = await tcpProxy(target);
  });
  afterEach(async () => {
    if (!hasRedis) return;
    await closeAll();
    admin.disconnect();
    await proxy.close();
    await Promise.all([before.stop(), after.stop()]);
  });

  async function replicated(): Promise<Region> {
    const region = regionAt(`redis://127.0.0.1:${proxy.port}`);
    await region.set("k", "stored");
    await admin.replicaof("127.0.0.1", 1);
    return region;
  }

  it("behind the same address is left for that one with the first change that it refuses", async () => {
    const region = await replicated();
    target.port = portOf(after);
    expect(await refusal(region.set("k", "late"))).toMatch(/^READONLY/);
    await vi.waitFor(() => region.set("k", "moved"), 10_000);
    expect(await region.get("k")).toBe("moved");
  });

  it("elsewhere is kept, and the connection that was tried is closed", async () => {
    const region = await replicated();
    expect(await refusal(region.set("k", "late"))).toMatch(/^READONLY/);
    await vi.waitFor(() => expect(proxy.connections).toBe(2));
    await vi.waitFor(() => expect(proxy.open).toBe(1));
    expect(await region.get("k")).toBe("stored");
  });
});

describe.skipIf(!hasRedis)("a server that is restarted", () => {
  it("is used again, empty", async () => {
    const server = await startRedis();
    try {
      const region = regionAt(server.url);
      await region.set("k", "stored");
      await server.restart();
      await vi.waitFor(() => region.set("other", "stored"));
      expect(await region.get("k")).toBe(NO_VALUE);
      expect(await region.get("other")).toBe("stored");
    } finally {
      await closeAll();
      await server.stop();
    }
  });
});

describe("a server that answers", () => {
  let server: ScriptedServer | undefined;

  afterEach(async () => {
    await closeAll();
    await server?.stop();
  });

  async function answering(answer: Answer): Promise<Region> {
    server = await scriptedServer(answer);
    return regionAt(server.url);
  }

  const LOADING = "-LOADING Redis is loading the dataset in memory";
  const BUSY = "-BUSY Redis is busy running a script.";
  const NOW = `*2\r\n${bulk(`${Math.floor(Date.now() / 1000)}`)}\r\n${bulk("0")}`;

  it.each([
    ["that it is loading", LOADING],
    ["that it is busy", BUSY],
  ])("%s is no trouble to readers, and left alone after five times", async (_, reply) => {
    const region = await answering((command) => (command === "time" ? NOW : reply));
    for (let call = 0; call < 10; call += 1) {
      expect(await region.getOrCreate("k", () => call)).toBe(call);
    }
    expect(await refusal(region.delete("k"))).toMatch(/not asked for a while/);
    const asked = ["mget", "evalsha", "eval"].map((command) => server?.count(command) ?? 0);
    expect(asked.reduce((sum, count) => sum + count)).toBe(5);
  });

  it.each([
    ["nothing that it was asked", ":7"],
    ["a list that is too short", "*0"],
    ["a list of something else", "*2\r\n:1\r\n*1\r\n:2"],
    ["an error of its own making", "-WRONGPASS no"],
    ["what is no answer at all", "!nonsense"],
    ["a text without end", "$5000000\r\nx"],
  ])("%s is no trouble to readers", async (_, reply) => {
    const region = await answering(() => reply);
    region.configure({
      backendTimeoutMs: 200,
      replaceExistingBackend: true,
      clock: { ...systemClock },
    });
    expect(await region.getOrCreate("k", () => "made")).toBe("made");
    expect(await region.getOrCreateMulti(["a", "b"], () => [1, 2])).toEqual([1, 2]);
    expect(await region.get("k")).toBe(NO_VALUE);
  });
});
