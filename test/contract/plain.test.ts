import { sha1 } from "cachegen/runtime";
import { describePlainBackend } from "cachegen/testing";
import { describe, it } from "vitest";
import { mapBackend, type MapVariant } from "./map-backend.js";

const VARIANTS: Readonly<Record<string, MapVariant>> = {
  "a map of values": {},
  "a map of values with forms for many": { hasMulti: true },
  "a map of values with mutexes": { hasMutexes: true },
  "a remote map of values": { isRemote: true },
  "a map of text": { form: "text" },
  "a map of text with mutexes that cannot say they are locked": {
    form: "text",
    hasMutexes: true,
    isSilent: true,
  },
  "a remote map of text": { form: "text", isRemote: true },
  "a remote map of text as bytes, with everything": {
    form: "text",
    isRemote: true,
    hasMulti: true,
    hasMutexes: true,
    givesBytes: true,
    keyMangler: sha1,
  },
};

for (const [name, variant] of Object.entries(VARIANTS)) {
  describePlainBackend(name, (clock) => mapBackend(clock, variant), {
    describe,
    it,
    dropsAfterTtl: true,
  });
}
