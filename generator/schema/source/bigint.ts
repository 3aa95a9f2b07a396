import type { ScalarNode } from "./node.js";

/** A number as YAML has it, and as it was written. */
export type WrittenNumber = Pick<ScalarNode, "text"> & { readonly value: number };

/** The bigint that was written, however large; `undefined` where no whole number can be told exactly. */
export function bigintOf({ text, value }: WrittenNumber): bigint | undefined {
  // The text, since a number of YAML is exact to 53 bits only.
  if (/^[-+]?\d+$/.test(text)) return BigInt(text);
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

/** Most digits that a hint writes out. */
const MOST_DIGITS = 40;

/** How a whole number with an exponent or another base, such as `1e25`, is written to be exact. */
export function writtenOut(text: string): string | undefined {
  if (/^0[xo]/.test(text)) return `write ${BigInt(text)}`;
  const [, sign = "", whole, part = "", power] =
    /^([-+]?)(\d+)\.?(\d*)e\+?(\d+)$/i.exec(text) ?? [];
  const zeros = Number(power) - part.length;
  if (whole === undefined || zeros < 0) return undefined;
  if (zeros > MOST_DIGITS) return "write out all its digits";
  const digits = `${whole}${part}${"0".repeat(zeros)}`.replace(/^0+(?=\d)/, "");
  return `write ${sign}${digits}`;
}
