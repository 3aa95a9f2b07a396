/**
 * Keys as dogpile.cache makes them of a Python function's arguments: what `str()` says of each, a blank between them.
 * The very same keys, and yet different ones for different arguments: what could be mistaken for another argument is
 * refused. Only types are here of which Python has one form. Each throws a `Misfit`.
 *
 * @see dogpile.cache `function_key_generator`; of `function_multi_key_generator` these are the keys of one argument each,
 * of `kwarg_function_key_generator` those of the arguments sorted by name.
 */
import { Misfit } from "../value/serializer.js";
import * as scalar from "../value/scalar.js";
import { assertWellFormed } from "./well-formed.js";

/** What `str()` of `None` is. */
const NONE = "None";

/** Exponents of ten from which on Python writes one. */
const LEAST_POSITIONAL = -4;
const LEAST_EXPONENTIAL = 16;

/** The key of a function, such as `app.users:get_user`, its namespace where it has one, and the parts of its arguments. */
export function key(path: string, namespace: string | undefined, parts: readonly string[]): string {
  const head = namespace === undefined ? path : `${path}|${namespace}`;
  return `${head}|${parts.join(" ")}`;
}

/** A string that is a function's only argument: itself. Python has no UTF-8 form of a lone surrogate. */
export function text(value: string, place: string): string {
  scalar.string(value, place);
  assertWellFormed(value, place);
  return value;
}

/** A string among other arguments: itself, without blanks, since `"a b", "c"` and `"a", "b c"` would have one key. */
export function word(value: string, place: string): string {
  const known = text(value, place);
  if (known.includes(" ")) {
    throw new Misfit(
      place,
      "free of blanks, which stand between the arguments in a key of dogpile.cache",
    );
  }
  return known;
}

/** An integer in digits. */
export function int(value: number, place: string): string {
  scalar.int(value, place);
  return String(value);
}

/** A bigint in digits. */
export function bigint(value: bigint, place: string): string {
  scalar.bigint(value, place);
  return String(value);
}

/** `True` or `False`. */
export function boolean(value: boolean, place: string): string {
  scalar.boolean(value, place);
  return value ? "True" : "False";
}

/** A finite float as Python's `repr` has it: `1.0`, `1e+16`, `1e-05`, `-0.0`. */
export function float(value: number, place: string): string {
  scalar.float(value, place);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "", exponent = ""] = Math.abs(value).toExponential().split("e");
  return sign + decimal(mantissa.replace(".", ""), Number(exponent));
}

/** The digits of a number whose first one stands for that power of ten. */
function decimal(digits: string, exponent: number): string {
  if (exponent < LEAST_POSITIONAL || exponent >= LEAST_EXPONENTIAL) {
    const [first, rest] = [digits.slice(0, 1), digits.slice(1)];
    const power = String(Math.abs(exponent)).padStart(2, "0");
    return `${first}${rest === "" ? "" : `.${rest}`}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** A day, as `str()` of a `datetime.date` has it. */
export function date(value: string, place: string): string {
  scalar.date(value, place);
  return value;
}

/** A UUID in lower case, as `str()` of a `uuid.UUID` has it. */
export function uuid(value: string, place: string): string {
  scalar.uuid(value, place);
  if (/[A-F]/.test(value)) throw new Misfit(place, "a UUID in lower case, which Python writes");
  return value;
}

/** A member of an enum: a text. */
export function member<T extends string>(value: T, members: readonly T[], place: string): string {
  return text(scalar.member(value, members, place), place);
}

/** The one value of a `const` type; null is `None`. */
export function literal<T extends scalar.Literal>(value: T, expected: T, place: string): string {
  const known: scalar.Literal = scalar.literal(value, expected, place);
  if (known === null) return NONE;
  if (typeof known === "string") return text(known, place);
  if (typeof known === "boolean") return boolean(known, place);
  return Number.isInteger(known) ? String(BigInt(known)) : float(known, place);
}

/** What is there, or `None`; the text `None` is refused, which would have the same key. */
export function nullable<T>(
  value: T | null,
  item: (value: T, place: string) => string,
  place: string,
): string {
  if (value === null) return NONE;
  const part = item(value, place);
  if (part === NONE) throw new Misfit(place, "another text than None, which stands for null");
  return part;
}
