/**
 * Keys whose arguments cannot be read in them: the fixed head as it is, then a digest of head and arguments in 64
 * hexadecimal digits. The head is digested too, so that the same arguments look different in every function's keys.
 */
import type { KeyObject } from "node:crypto";
import { crypto } from "../builtin.js";
import { CacheError } from "../errors.js";
import { sha256 as digest } from "./mangler.js";

/** The head, then the SHA-256 of head and arguments. Whoever can guess the arguments can recognise them. */
export function sha256(head: string, parts: string): string {
  return head + digest(head + parts);
}

/**
 * The head, then the HMAC-SHA-256 of head and arguments under the secret in an environment variable, which is read when
 * the first key is made and kept from then on. Only who has the secret can recognise arguments.
 *
 * @throws CacheError `environment-unset` when the variable is not set, or empty.
 */
export function hmac(head: string, parts: string, variable: string): string {
  const mac = crypto().createHmac("sha256", secretIn(variable));
  return head + mac.update(head + parts, "utf8").digest("hex");
}

/** The secrets that were read, by the names of their variables. */
const secrets = new Map<string, KeyObject>();

function secretIn(variable: string): KeyObject {
  const known = secrets.get(variable);
  if (known !== undefined) return known;
  const text = Object.hasOwn(process.env, variable) ? process.env[variable] : undefined;
  if (text === undefined || text === "") throw unset(variable);
  const secret = crypto().createSecretKey(text, "utf8");
  secrets.set(variable, secret);
  return secret;
}

function unset(variable: string): CacheError {
  const cure = `set it to a secret that every process of the program shares, such as 32 random bytes in hexadecimal`;
  const message = `keys are made with the secret in the variable ${variable}, which is not set; ${cure}`;
  return new CacheError("environment-unset", message);
}
