import { crypto } from "../crypto.js";

/** A name nothing else has: 96 random bits in 16 characters. */
export function randomId(): string {
  return crypto().randomBytes(12).toString("base64url");
}
