import { MemoryBackend, NoneBackend, ProxyBackend } from "cachegen/runtime";
import { describeLeasingBackend } from "cachegen/testing";
import { describe, it } from "vitest";

const runner = { describe, it };

describeLeasingBackend(
  "MemoryBackend",
  (clock) => new MemoryBackend({ clock, maxEntries: 1_000 }),
  runner,
);

describeLeasingBackend(
  "MemoryBackend, least recently used",
  (clock) => new MemoryBackend({ clock, maxEntries: 1_000, eviction: "lru" }),
  runner,
);

describeLeasingBackend(
  "ProxyBackend",
  (clock) => new ProxyBackend(new MemoryBackend({ clock, maxEntries: 1_000 })),
  runner,
);

describeLeasingBackend("NoneBackend", () => new NoneBackend(), { ...runner, keeps: false });
