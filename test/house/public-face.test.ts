import * as face from "cachegen/runtime";
import { describe, expect, it } from "vitest";

describe("cachegen/runtime", () => {
  it("offers these values and no others", () => {
    expect(Object.keys(face).sort()).toEqual([
      "CacheError",
      "MemoryBackend",
      "Misfit",
      "NO_VALUE",
      "NoneBackend",
      "ProxyBackend",
      "check",
      "closeAll",
      "copy",
      "decode",
      "defineFunction",
      "defineListFunction",
      "defineMapFunction",
      "defineRegion",
      "encode",
      "isCacheError",
      "isNoValue",
      "key",
      "lazySchema",
      "longerThan",
      "sha1",
      "sha256",
      "size",
      "systemClock",
      "wire",
    ]);
  });

  it("is one module under both names", async () => {
    expect(await import("cachegen")).toBe(face);
  });
});
