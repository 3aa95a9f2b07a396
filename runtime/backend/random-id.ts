import { crypto } from "../builtin.js";

/** 96 random bits, which are 16 characters. */
const BYTES = 12;

/** How many ids one question for random bytes is good for: a question costs more than all of these bytes. */
const AT_ONCE = 128;

let bytes: Buffer | undefined;
let next = 0;

/** A name nothing else has: 96 random bits in 16 characters. */
export function randomId(): string {
  if (bytes === undefined || next >= bytes.length) {
    bytes = crypto().randomBytes(BYTES * AT_ONCE);
    next = 0;
  }
  next += BYTES;
  return bytes.toString("base64url", next - BYTES, next);
}
