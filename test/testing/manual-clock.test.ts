import { manualClock } from "cachegen/testing";
import { describe, expect, it } from "vitest";

describe("manualClock", () => {
  it("moves only when told to", () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    expect(clock.nowMs()).toBe(startMs);
    clock.advanceMs(250);
    expect(clock.nowMs()).toBe(startMs + 250);
  });

  it("calls back in the order of time, at that time, and what is set meanwhile too", () => {
    const clock = manualClock();
    const startMs = clock.nowMs();
    const calls: [string, number][] = [];
    const note = (name: string) => () => void calls.push([name, clock.nowMs() - startMs]);
    clock.after(20, note("second"));
    clock.after(10, () => {
      note("first")();
      clock.after(5, note("between"));
      clock.after(500, note("never"));
    });
    clock.advanceMs(100);
    expect(calls).toEqual([
      ["first", 10],
      ["between", 15],
      ["second", 20],
    ]);
    expect(clock.pending).toBe(1);
  });

  it("forgets a callback that is called off", () => {
    const clock = manualClock();
    const callOff = clock.after(10, () => expect.unreachable());
    callOff();
    clock.advanceMs(100);
    expect(clock.pending).toBe(0);
  });
});
