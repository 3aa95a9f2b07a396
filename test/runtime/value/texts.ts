/** Strings to try. */
import fc from "../../support/fast-check.js";

/** Characters on which a key or a JSON text could stumble. */
export const TRICKY_TEXTS: readonly string[] = [
  ..." :@{}(),=~%*?'\"\\/+-_.#&|<>[]`^$!;",
  ...[
    "",
    "null",
    "~null",
    "~absent",
    "absent",
    "%",
    "%2C",
    "%25",
    "%7Enull",
    "()",
    "(,)",
    "(a,)",
    "a=b,",
  ],
  ...[
    "\u0000",
    "\n",
    "\r\n",
    "\t",
    "\u001f",
    "\u007f",
    "\u0080",
    "\u00a0",
    "\u2028",
    "\ufeff",
    "\ufffd",
  ],
  ...[
    "\u00e9",
    "e\u0301",
    "\u212b",
    "\u00c5",
    "A\u030a",
    "\u{1f600}",
    "\uff5e",
    "\ue000",
    "\u{10ffff}",
  ],
  ...["__proto__", "constructor", "toString", "true", "1", "-0", "0", "a", "A", "aa", "tenant-42"],
];

/** Halves of characters: text to JavaScript, but not to UTF-8. */
export const LONE_SURROGATES: readonly string[] = [
  "\ud83d",
  "\ude00",
  "\ude00\ud83d",
  "a\ud800",
  "\udfffz",
  "\ud800\u0041",
];

/** Strings that a key can hold. */
export const wellFormed: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...TRICKY_TEXTS),
  fc.array(fc.constantFrom(...TRICKY_TEXTS), { maxLength: 4 }).map((texts) => texts.join("")),
  fc.string({ unit: "binary", maxLength: 8 }),
);
