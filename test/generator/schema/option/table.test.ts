import { describe, expect, it } from "vitest";
import { OPTIONS, OTHER_NAMES } from "../../../../generator/schema/option/table.js";

describe("OPTIONS", () => {
  it("has each name once", () => {
    const names = OPTIONS.map((option) => option.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("supports the options of this version", () => {
    expect(OPTIONS.map(({ name }) => name).sort()).toEqual([
      "backend",
      "backendTimeout",
      "breaker",
      "cacheNull",
      "creator",
      "description",
      "eager",
      "expiration",
      "grace",
      "hardTimeout",
      "jitter",
      "key",
      "keyHash",
      "keyMangler",
      "lease",
      "maxBatch",
      "maxBytes",
      "maxCreators",
      "maxEntries",
      "maxValueBytes",
      "missing",
      "python",
      "refresh",
      "result",
      "retryAfter",
      "serializer",
      "softTimeout",
      "strict",
      "validate",
      "values",
      "version",
      "wait",
      "wire",
    ]);
  });

  it("leads words of other caches to names of its own", () => {
    const own = ["args", "returns", ...OPTIONS.map((option) => option.name)];
    for (const name of OTHER_NAMES.values()) expect(own).toContain(name);
  });
});
