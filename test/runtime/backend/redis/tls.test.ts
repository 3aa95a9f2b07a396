/** Servers that are spoken with in secret, with a certificate nobody has vouched for. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
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
