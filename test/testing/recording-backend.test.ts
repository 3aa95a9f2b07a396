import { MemoryBackend } from "cachegen/runtime";
import { describeLeasingBackend, manualClock, recordingBackend } from "cachegen/testing";
import { describe, expect, it } from "vitest";
import { shop } from "../support/shop.js";

describe("recordingBackend", () => {
  it("lists the commands of a call, in their order", async () => {
    const clock = manualClock();
    const recording = recordingBackend(new MemoryBackend({ clock, maxEntries: 10 }));
    const { region } = shop({ clock, backend: recording });
    await region.getOrCreateMulti(["a", "b"], (keys) => keys);
    expect(recording.commands).toEqual([
      { command: "readMany", keys: ["a", "b"] },
      { command: "acquire", keys: ["a", "b"] },
      { command: "fill", keys: ["a", "b"] },
    ]);
    recording.forget();
    await region.delete("a");
    await region.invalidate();
    expect(recording.commands).toEqual([
      { command: "invalidate", keys: ["a"] },
      { command: "invalidateAll", keys: [] },
    ]);
    expect([recording.count("invalidate"), recording.count("fill")]).toEqual([1, 0]);
  });

  it("keeps the keys as they were given", async () => {
    const clock = manualClock();
    const recording = recordingBackend(new MemoryBackend({ clock, maxEntries: 10 }));
    const keys = ["a"];
    await recording.invalidate(keys);
    keys.push("b");
    expect(recording.commands).toEqual([{ command: "invalidate", keys: ["a"] }]);
  });
});

describeLeasingBackend(
  "recordingBackend",
  (clock) => recordingBackend(new MemoryBackend({ clock, maxEntries: 1_000 })),
  { describe, it },
);
