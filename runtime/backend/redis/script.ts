import { createHash } from "node:crypto";

/** A script with the name the server knows it by. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

/** A script of this text. */
export function scriptOf(text: string): Script {
  return { text, sha: createHash("sha1").update(text).digest("hex") };
}
