import { escaped } from "../../../../runtime/key/escape.js";
import { isWellFormed } from "../../../../runtime/key/well-formed.js";
import type { Scalar } from "../../model.js";
import type { TypeSyntax } from "../../type/syntax.js";
import type { TypeScope, Underlying } from "../type-scope.js";
import { either, one, optional, repeated, sequence, text, times, type Pattern } from "./pattern.js";
import { BASE64, DECIMAL, HEX, IN_PARTS, KEPT, symbolsOf } from "./symbols.js";

/** Most members of an enum that are looked at one by one. */
const MOST_MEMBERS = 100;

const digit = one(DECIMAL);
const hex = one(HEX);
const number = sequence(one("123456789"), repeated(digit));
const whole = sequence(optional(one("-")), either(one("0"), number));
const integer = either(one("0"), sequence(optional(one("-")), number));
const fraction = sequence(one("."), repeated(digit), one("123456789"));
const exponent = (sign: Pattern): Pattern => sequence(one("e"), sign, number);
const day = sequence(times(4, digit), text("-"), times(2, digit), text("-"), times(2, digit));
const time = sequence(text("T"), times(6, digit), text("."), times(3, digit), text("Z"));
const anyHex = one(HEX | symbolsOf("ABCDEF"));
const dash = one("-");

/** Those with a version and a variant, and the two that are all zeros or all ones. */
const uuid = either(
  sequence(
    ...[times(8, anyHex), dash, times(4, anyHex), dash],
    ...[one("12345678"), times(3, anyHex), dash, one("89abAB"), times(3, anyHex)],
    ...[dash, times(12, anyHex)],
  ),
  text("00000000-0000-0000-0000-000000000000"),
  text("ffffffff-ffff-ffff-ffff-ffffffffffff"),
);

/** `%XX` of an ASCII character that no string keeps as it is. */
const escape = sequence(
  one("%"),
  either(
    sequence(one("01"), one("0123456789ABCDEF")),
    sequence(one("2"), one("0123456789ABCF")),
    sequence(one("3"), one("ABCDEF")),
    sequence(one("46"), one("0")),
    sequence(one("5"), one("BCDE")),
    sequence(one("7"), one("BCDEF")),
  ),
);
const string = repeated(either(one(KEPT), escape));
const decimal = sequence(whole, optional(fraction));
const float = sequence(decimal, optional(exponent(one("+-"))));
const boolean = either(text("true"), text("false"));

/** A number or word, or what begins with a quote or a bracket; all escaped, a plus sign too. */
const json = either(
  sequence(decimal, optional(exponent(either(one("-"), text("%2B"))))),
  boolean,
  text("null"),
  sequence(either(text("%22"), text("%5B"), text("%7B")), string),
);

/** Three bytes are four digits; one or two at the end leave bits of the last digit unset. */
const bytes = sequence(
  repeated(times(4, one(BASE64))),
  optional(
    either(
      sequence(one(BASE64), one("AQgw")),
      sequence(times(2, one(BASE64)), one("AEIMQUYcgkosw048")),
    ),
  ),
);

/** The part of each scalar: at least every text that `runtime/key/part.ts` makes. */
const SCALARS: Readonly<Record<Scalar, Pattern>> = {
  string,
  int: integer,
  float,
  boolean,
  bigint: integer,
  datetime: sequence(day, time),
  date: day,
  epoch: integer,
  bytes,
  uuid,
  json,
  null: text("~null"),
};

/** Whatever has brackets around it. */
const bracketed = sequence(one("("), repeated(one(IN_PARTS)), one(")"));

/** A part of which nothing is known. */
const anything = repeated(one(IN_PARTS));

/**
 * What the part of a value can be: every part there is, and for what is made of several values more than that.
 * `undefined` when the type was reported.
 */
export function partPattern(type: TypeSyntax, types: TypeScope): Pattern | undefined {
  return patternOf(types.underlying(type), types);
}

/** What the part of an argument can be that may be left out. */
export function optionalPart(part: Pattern): Pattern {
  return either(text("~absent"), part);
}

/** The digest that stands for arguments. */
export const digest: Pattern = times(64, hex);

function patternOf(type: Underlying, types: TypeScope): Pattern | undefined {
  switch (type.kind) {
    case "faulty":
      return undefined;
    case "scalar":
      return SCALARS[type.scalar];
    case "const":
      return literal(String(type.value));
    case "enum":
      return enumPattern(type.members.map(({ value }) => value));
    case "brand":
      return partPattern(type.of, types);
    case "nullable":
      return nullablePattern(type.of, types);
    case "list":
    case "set":
    case "map":
    case "record":
    case "object":
      return bracketed;
    default:
      return anything;
  }
}

function nullablePattern(of: TypeSyntax, types: TypeScope): Pattern | undefined {
  const part = partPattern(of, types);
  return part && either(text("~null"), part);
}

function enumPattern(members: readonly string[]): Pattern {
  return members.length > MOST_MEMBERS ? string : either(...members.map(literal));
}

/** Text is escaped as the runtime does it; that of a faulty schema may have no part. */
function literal(value: string): Pattern {
  return isWellFormed(value) ? text(escaped(value, "a member")) : string;
}
