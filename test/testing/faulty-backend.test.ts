import { MemoryBackend, sha1, type Deposit, type LeasingBackend } from "cachegen/runtime";
import { describeLeasingBackend, faultyBackend, manualClock, settled } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { shop } from "../support/shop.js";

const deposit: Deposit = {
  kept: "one",
  createdMs: 0,
  costMs: 0,
  draw: 0,
  bytes: 1,
  retainMs: Infinity,
};

function bench() {
  const clock = manualClock();
  const memory = new MemoryBackend({ clock, maxEntries: 100 });
  return { clock, memory, faulty: faultyBackend(memory, { clock }) };
}

const request = { key: "a", seen: undefined, takeOver: false, leaseMs: 1 };
const LEASE = { key: "a", token: "none" };

/** Every command, with what a store answers that claims to have done it. */
const COMMANDS: readonly (readonly [
  Parameters<ReturnType<typeof faultyBackend>["arm"]>[0],
  (backend: LeasingBackend) => unknown,
  unknown,
])[] = [
  ["read", (it) => it.read("a"), undefined],
  ["readMany", (it) => it.readMany(["a", "b"]), [undefined, undefined]],
  ["acquire", (it) => it.acquire([request]), [expect.objectContaining({ kind: "won" })]],
  ["fill", (it) => it.fill([[LEASE, deposit]]), [true]],
  ["renew", (it) => it.renew([LEASE], 1), [true]],
  ["release", (it) => it.release([LEASE]), undefined],
  ["isLeased", (it) => it.isLeased("a"), false],
  ["write", (it) => it.write([["a", deposit]]), undefined],
  ["invalidate", (it) => it.invalidate(["a"]), undefined],
  ["invalidateAll", (it) => it.invalidateAll("hard"), undefined],
  ["close", (it) => it.close(), undefined],
];

describe("faultyBackend", () => {
  it.each(COMMANDS)("fails %s when told to, and counts that", async (command, send) => {
    const { faulty } = bench();
    faulty.arm(command, { kind: "fail" });
    await expect(send(faulty)).rejects.toThrow(`the store failed on purpose: ${command}`);
    await expect(send(faulty)).rejects.toThrow();
    expect(faulty.struck(command)).toBe(2);
  });

  it.each(COMMANDS)("drops %s and confirms it", async (command, send, confirmed) => {
    const { memory, faulty } = bench();
    memory.write([["a", deposit]]);
    faulty.arm(command, { kind: "drop" });
    expect(await send(faulty)).toEqual(confirmed);
    expect(memory.read("a")?.kept).toBe("one");
  });

  it.each(COMMANDS)("lets %s through when told nothing", async (command, send) => {
    const { faulty } = bench();
    await send(faulty);
    expect(faulty.struck(command)).toBe(0);
  });

  it("delays a command by the clock", async () => {
    const { clock, memory, faulty } = bench();
    faulty.arm("write", { kind: "delay", delayMs: 100 });
    const written = faulty.write([["a", deposit]]);
    clock.advanceMs(99);
    await settled();
    expect(memory.read("a")).toBeUndefined();
    clock.advanceMs(1);
    await written;
    expect(memory.read("a")?.kept).toBe("one");
  });

  it("carries a command out and loses the answer", async () => {
    const { memory, faulty } = bench();
    const error = new Error("connection reset");
    faulty.arm("write", { kind: "lose", error });
    await expect(faulty.write([["a", deposit]])).rejects.toBe(error);
    expect(memory.read("a")?.kept).toBe("one");
  });

  it("lets a command hang", async () => {
    const { clock, faulty } = bench();
    faulty.arm("read", { kind: "hang" });
    let isAnswered = false;
    void Promise.resolve(faulty.read("a")).finally(() => (isAnswered = true));
    clock.advanceMs(1e9);
    await settled();
    expect(isAnswered).toBe(false);
  });

  it("strikes once or always, until it is disarmed", async () => {
    const { faulty } = bench();
    faulty.arm("read", { kind: "fail" }, "once");
    await expect(faulty.read("a")).rejects.toThrow();
    expect(await faulty.read("a")).toBeUndefined();
    faulty.arm("read", { kind: "fail" });
    faulty.arm("isLeased", { kind: "fail" });
    faulty.disarm("read");
    expect(await faulty.read("a")).toBeUndefined();
    await expect(faulty.isLeased("a")).rejects.toThrow();
    faulty.disarm();
    expect(await faulty.isLeased("a")).toBe(false);
  });

  it("shows the key mangler of the store behind", () => {
    const { clock, memory } = bench();
    const mangling = Object.assign(memory, { keyMangler: sha1 });
    expect(faultyBackend(mangling, { clock }).keyMangler).toBe(sha1);
  });

  it("lets a region hand out what its store cannot keep", async () => {
    const { clock, faulty } = bench();
    const { region } = shop({ clock, backend: faulty });
    faulty.arm("fill", { kind: "fail" });
    expect(await region.getOrCreate("k", () => 1)).toBe(1);
    expect(await region.getOrCreate("k", () => 2)).toBe(2);
    expect(faulty.struck("fill")).toBe(2);
  });
});

describeLeasingBackend(
  "faultyBackend without faults",
  (clock) => faultyBackend(new MemoryBackend({ clock, maxEntries: 1_000 }), { clock }),
  { describe, it },
);
