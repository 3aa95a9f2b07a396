import { ManualClock } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import type { RedisClient } from "../../../../runtime/backend/redis/client.js";
import { Failover } from "../../../../runtime/backend/redis/failover.js";

/** A connection that suspects a failover, where another leads to a server of this role. */
function suspecting(role: string) {
  const clock = new ManualClock();
  const seen = { tries: 0, moves: 0, open: 0 };
  const next = {
    status: "ready",
    on: () => undefined,
    info: () => Promise.resolve(`# Replication\r\nrole:${role}\r\nconnected_slaves:0`),
    disconnect: () => void (seen.open -= 1),
  };
  const duplicate = () => {
    seen.tries += 1;
    seen.open += 1;
    return next;
  };
  // No more of a client is used.
  const client = { status: "ready", duplicate } as unknown as RedisClient;
  return { clock, seen, failover: new Failover(client, clock, () => void (seen.moves += 1)) };
}

describe("a connection whose server refuses changes", () => {
  it("moves where another leads to one that takes them, and leaves none open", async () => {
    const { failover, seen } = suspecting("master");
    await failover.suspect();
    expect(seen).toEqual({ tries: 1, moves: 1, open: 0 });
  });

  it("stays where there is none, and tries again after five seconds", async () => {
    const { clock, failover, seen } = suspecting("slave");
    for (let refusal = 0; refusal < 3; refusal += 1) await failover.suspect();
    clock.advanceMs(4_999);
    await failover.suspect();
    expect(seen).toEqual({ tries: 1, moves: 0, open: 0 });
    clock.advanceMs(1);
    await failover.suspect();
    expect(seen).toEqual({ tries: 2, moves: 0, open: 0 });
  });

  it("tries one other at a time, and none once it is closed", async () => {
    const { failover, seen } = suspecting("slave");
    await Promise.all([failover.suspect(), failover.suspect()]);
    failover.close();
    await failover.suspect();
    expect(seen).toEqual({ tries: 1, moves: 0, open: 0 });
  });
});
