import { randomBytes } from "node:crypto";

/** A name nothing else has: 96 random bits in 16 characters. */
export function randomId(): string {
  return randomBytes(12).toString("base64url");
}
