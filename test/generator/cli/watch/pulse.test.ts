import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pulse } from "../../../../generator/cli/watch/pulse.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("Pulse", () => {
  it("makes one round of many beats", async () => {
    const controller = new AbortController();
    const pulse = new Pulse(controller.signal);
    for (let beat = 0; beat < 20; beat += 1) pulse.beat();
    const rounds = [pulse.next(), vi.advanceTimersByTimeAsync(1_000)];
    expect(await rounds[0]).toBe(true);
    const second = pulse.next();
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort();
    expect(await second).toBe(false);
  });

  it("keeps a beat that comes during a round for the next one", async () => {
    const pulse = new Pulse(new AbortController().signal);
    pulse.beat();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await pulse.next()).toBe(true);
    pulse.beat();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await pulse.next()).toBe(true);
  });

  it("does not put a round off for as long as beats come", async () => {
    const pulse = new Pulse(new AbortController().signal);
    const round = pulse.next();
    for (let beat = 0; beat < 20; beat += 1) {
      pulse.beat();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(await round).toBe(true);
  });

  it("ends a wait that is under way, and does not begin another", async () => {
    const controller = new AbortController();
    const pulse = new Pulse(controller.signal);
    const round = pulse.next();
    controller.abort();
    expect(await round).toBe(false);
    expect(await pulse.next()).toBe(false);
  });

  it("throws what made it fail", async () => {
    const pulse = new Pulse(new AbortController().signal);
    const round = pulse.next();
    pulse.fail(new Error("no more watches"));
    await expect(round).rejects.toThrow("no more watches");
  });
});
