/** Servers that are spoken with in secret, with a certificate nobody has vouched for. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineRegion, isCacheError, systemClock, type Region } from "cachegen/runtime";
import { redisBackend } from "cachegen/redis";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { Peer } from "../../../fleet/peers.js";
import { ownPort } from "../../../support/port.js";
import { startRedis, type RedisServer } from "../../../support/redis-server.js";

const CERTIFICATE_OF_A_DAY =
  "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1";

const folder = mkdtempSync(join(tmpdir(), "cachegen-tls-"));
const isPossible = inject("hasRedis") && hasCertificate();

let server: RedisServer;
let port: number;
let url: string;
const open: Region[] = [];

beforeAll(async () => {
  if (!isPossible) return;
  port = await ownPort();
  url = `rediss://127.0.0.1:${port}`;
  server = await startRedis(
    ...["--tls-port", `${port}`, "--tls-auth-clients", "no"],
    ...["--tls-cert-file", join(folder, "cert.pem"), "--tls-key-file", join(folder, "key.pem")],
    ...["--tls-ca-cert-file", join(folder, "cert.pem")],
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((region) => region.close()));
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

function hasCertificate(): boolean {
  return spawnSync("openssl", CERTIFICATE_OF_A_DAY.split(" "), { cwd: folder }).status === 0;
}

describe.skipIf(!isPossible)("a server with a certificate of its own making", () => {
  it("is not believed: readers make their values, and a refused change says why", async () => {
    const region = defineRegion({ name: "tls", namespace: "unbelieved", backend: url });
    open.push(region);
    expect(await region.getOrCreate("k", () => "made")).toBe("made");
    // Who asks before the first connection has failed is told that there is none yet.
    await vi.waitFor(async () => {
      const refusal: unknown = await region.set("k", "set").catch((error: unknown) => error);
      expect(isCacheError(refusal, "backend-failed") && String(refusal.cause)).toMatch(
        /there is no connection to the server: self-signed certificate/,
      );
    });
  });

  it("is not spoken with without TLS, and the error says what to write", async () => {
    const refusal = await refusalOf(`redis://127.0.0.1:${port}`);
    expect(refusal).toMatch(
      /^tls: the store did not confirm the change of 1 key \(there is no connection to the server: .+; if the server speaks TLS, write rediss:\/\/\); try again$/,
    );
  });

  it("is named in the error, with the way to believe it", async () => {
    const refusal = await refusalOf(url);
    expect(refusal).toMatch(
      /self-signed certificate.*; name the certificate .* NODE_EXTRA_CA_CERTS/,
    );
  });

  it("is believed by a process that is given the certificate", async () => {
    vi.stubEnv("NODE_EXTRA_CA_CERTS", join(folder, "cert.pem"));
    const peers = await Promise.all([1, 2].map(() => Peer.start({ backend: url, name: "tls" })));
    const [here, there] = peers;
    const made = await here?.ask("getOrCreate", "k");
    expect((await there?.ask("get", "k"))?.value).toBe(made?.value);
    await Promise.all(peers.map((peer) => peer.end()));
  });

  it("is believed by a client of one's own that is given the certificate", async () => {
    const client = new Redis({
      port,
      tls: { ca: readFileSync(join(folder, "cert.pem")) },
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
    });
    const backend = redisBackend(client, {
      clock: systemClock,
      name: "tls",
      backendTimeoutMs: 60_000,
    });
    const region = defineRegion({ name: "tls", namespace: "own" }).configure({ backend });
    open.push(region);
    await region.set("k", "set");
    expect(await region.getOrCreate("k", () => "made")).toBe("set");
    client.disconnect();
  });
});

describe.skipIf(!inject("hasRedis"))("an address that does not go with its server", () => {
  let plain: RedisServer;

  beforeAll(async () => {
    plain = await startRedis("--requirepass", "hunter2");
  });
  afterAll(() => plain.stop());

  it("asks for TLS where there is none", async () => {
    expect(await refusalOf(plain.url.replace("redis:", "rediss:"))).toMatch(
      /there is no connection to the server.*; if the server speaks no TLS, write redis:\/\//,
    );
  });

  it("has no password where one is asked for", async () => {
    expect(await refusalOf(plain.url)).toMatch(
      /: NOAUTH .*; the server wants a password: redis:\/\/user:password@host:port\)/,
    );
  });

  it("has a wrong password, which is not shown", async () => {
    const refusal = await refusalOf(plain.url.replace("//", "//:wrongpass@"));
    expect(refusal).toContain("WRONGPASS");
    expect(refusal).not.toContain("wrongpass");
  });

  it("leads to what is no Redis server", async () => {
    const http = createServer((_, answer) => answer.end("hello"));
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    const address = http.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const refusal = await refusalOf(`redis://127.0.0.1:${port}`);
    http.close();
    expect(refusal).toContain("what answers there is no Redis server");
  });
});

/** What a change of a region at this address ends in, after a value was made without it. */
async function refusalOf(address: string): Promise<string> {
  const region = defineRegion({ name: "tls", namespace: "refused", backend: address });
  open.push(region);
  expect(await region.getOrCreate("k", () => "made")).toBe("made");
  const refusal: unknown = await region.set("k", "set").catch((error: unknown) => error);
  expect(isCacheError(refusal, "backend-failed"), String(refusal)).toBe(true);
  return refusal instanceof Error ? refusal.message : String(refusal);
}
