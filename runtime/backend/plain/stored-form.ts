/** What lies in a plain store: envelopes, in the form it takes. */
import {
  ENVELOPE_VERSION,
  openEnvelope,
  sealEnvelope,
  type Envelope,
} from "../../value/envelope.js";
import type { PlainBackend } from "./plain-backend.js";

/** Both ways between an envelope and what is stored of it. */
export interface StoredForm {
  /** @throws TypeError for a kept value the store cannot take. */
  readonly seal: (envelope: Envelope) => unknown;
  /** The envelope, or nothing for whatever else lies there. */
  readonly open: (stored: unknown) => Envelope | undefined;
}

/** The form a store takes. */
export function storedForm(form: PlainBackend["form"]): StoredForm {
  return form === "text" ? { seal: sealText, open: openEnvelope } : { seal: sealObject, open };
}

function sealText({ metadata, kept }: Envelope): string {
  if (typeof kept !== "string") throw new TypeError("a text store keeps text");
  return sealEnvelope({ metadata, kept });
}

function sealObject(envelope: Envelope): StoredEnvelope {
  return { ...envelope, cachegen: ENVELOPE_VERSION };
}

/** Marked, so that objects others put there are told apart. */
interface StoredEnvelope extends Envelope {
  readonly cachegen: typeof ENVELOPE_VERSION;
}

function open(stored: unknown): Envelope | undefined {
  return isStoredEnvelope(stored) ? stored : undefined;
}

function isStoredEnvelope(stored: unknown): stored is StoredEnvelope {
  if (typeof stored !== "object" || stored === null) return false;
  return "cachegen" in stored && stored.cachegen === ENVELOPE_VERSION;
}
