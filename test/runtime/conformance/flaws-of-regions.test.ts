import {
  defineRegion,
  NO_VALUE,
  ProxyBackend,
  sha1,
  type Deposit,
  type Held,
  type LeasingBackend,
} from "cachegen/runtime";
import { describe, expect, it } from "vitest";
import { settled } from "../../../testing/gate.js";
import { shop } from "../../support/shop.js";
import { codeOf, codeOfCall, counting, gated, MINUTE_MS } from "./creators.js";
import { WatchedMemory } from "./stores.js";

describe("a region", () => {
  it.each(["copy", "bytes"] as const)(
    "F25: needs one override for each direction with values: %s",
    async (values) => {
      class Stamping extends ProxyBackend {
        override beforeWrite(_key: string, given: Deposit): Deposit {
          return { ...given, createdMs: given.createdMs - MINUTE_MS };
        }

        override afterRead(key: string, held: Held | undefined): Held | undefined {
          return key === "hidden" ? undefined : held;
        }
      }
      const { region } = shop({ values, expirationMs: 2 * MINUTE_MS, wrap: [Stamping] });
      await region.getOrCreate("made", counting());
      await region.setMulti(new Map([["set", 1]]).set("hidden", 1));
      const ages = ["made", "set"].map(async (key) => (await region.getValueMetadata(key))?.ageMs);
      expect(await Promise.all(ages)).toEqual([MINUTE_MS, MINUTE_MS]);
      expect(await region.getMulti(["hidden", "set"])).toEqual([NO_VALUE, 1]);
      expect(await region.get("hidden")).toBe(NO_VALUE);
    },
  );

  it("F28: knows what is locked under a mangler", async () => {
    const { region } = shop({ keyMangler: sha1 });
    const { gates, creator } = gated();
    const call = region.getOrCreate("k", creator);
    await settled();
    expect(await region.keyIsLocked("k")).toBe(true);
    gates[0]?.open("made");
    await call;
  });

  it("F28: hears keyMangler: false, and follows a replaced backend", async () => {
    class Mangling extends WatchedMemory {
      readonly keyMangler = (key: string): string => `mangled ${key}`;
    }
    const [first, second] = [new Mangling(), new Mangling()];
    const { region } = shop({ backend: first, keyMangler: false });
    await region.set("k", 1);
    expect(first.calls).toEqual(["write k"]);
    expect(await region.actualBackend()).toBe(first);
    region.configure({ backend: second, replaceExistingBackend: true });
    expect(await region.actualBackend()).toBe(second);
  });

  it("F28: may be configured after a failed try, and used without any", async () => {
    const region = defineRegion({ name: "flawless" });
    expect(await codeOfCall(() => region.configure({ expirationMs: -1 }))).toBe("option-invalid");
    region.configure({ expirationMs: 1 });
    const unused = defineRegion({ name: "unconfigured" });
    expect(await unused.getOrCreate("k", counting())).toBe("made 1");
    expect(await unused.keyIsLocked("k")).toBe(false);
  });

  it("F28: may be configured after a backend that could not be made", async () => {
    const region = defineRegion({ name: "mended", backend: "paper" });
    expect(await codeOf(region.get("k"))).toBe("backend-unknown");
    const backend: LeasingBackend = new WatchedMemory();
    region.configure({ backend });
    expect(await region.getOrCreate("k", counting())).toBe("made 1");
  });
});
