import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "cachegen/runtime";
import { describe, expect, it } from "vitest";

describe("systemClock", () => {
  it("tells the wall time and never runs backwards", () => {
    const readings = Array.from({ length: 1000 }, () => systemClock.nowMs());
    expect(readings.every((ms, at) => ms >= (readings[at - 1] ?? 0))).toBe(true);
    // The machine may have slept meanwhile.
    expect(Math.abs(systemClock.nowMs() - Date.now())).toBeLessThan(7 * 86_400_000);
  });

  it("glances no further back than the turn of the event loop", async () => {
    systemClock.glanceMs?.();
    const earlierMs = systemClock.nowMs();
    await sleep(30);
    expect(systemClock.glanceMs?.()).toBeGreaterThan(earlierMs);
  });

  it("calls back after a delay, or not when called off, however long the delay", async () => {
    const calls: string[] = [];
    const callOff = systemClock.after(1, () => calls.push("called off"));
    const callOffLate = systemClock.after(2 ** 40, () => calls.push("too early"));
    callOff();
    await new Promise<void>((resolve) => systemClock.after(5, resolve));
    callOffLate();
    expect(calls).toEqual([]);
  });
});
