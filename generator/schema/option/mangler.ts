import { quote } from "../../diagnostic/quote.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { KeyManglerModel } from "../model.js";
import type { Asking } from "../source/asking.js";
import { isNothing, refuse } from "../source/expect.js";
import type { Located, SourceNode } from "../source/node.js";
import type { OptionKind } from "./kind.js";

const WORDS = ["sha1", "sha256", "none"] as const;
const WANTED = "sha1, sha256, longerThan(n) or none";

/** Longest threshold, in characters: no key comes near it. */
const LONGEST = 1_000_000;

const LONGER_THAN = /^longerThan\(\s*0*([1-9]\d{0,6})\s*\)$/;

/** What makes stored keys of keys: a word, or `longerThan(n)`. */
export const MANGLER: OptionKind<KeyManglerModel> = {
  form: {
    words: "`sha1`, `sha256`, `longerThan(n)`, `none`",
    schema: { anyOf: [{ enum: WORDS }, { type: "string", pattern: LONGER_THAN.source }] },
  },
  read: readMangler,
};

function readMangler(node: SourceNode, asking: Asking): Located<KeyManglerModel> | undefined {
  if (node.kind !== "scalar" || isNothing(node)) {
    return refuse(node, { ...asking, wanted: WANTED }, asking.report);
  }
  const { text, span } = node;
  const word = WORDS.find((known) => known === text);
  if (word !== undefined) return { value: { kind: word }, span };
  const [, digits] = LONGER_THAN.exec(text) ?? [];
  const length = Number(digits);
  if (length <= LONGEST) return { value: { kind: "longerThan", length }, span };
  const message = `${asking.subject} cannot be ${quote(text)}`;
  asking.report.add({ code: "CG4004", span, message, hint: hintFor(text) });
  return undefined;
}

function hintFor(text: string): string {
  if (/^longer/i.test(text)) {
    return `such as longerThan(200): keys of more than 200 characters; at most ${LONGEST}`;
  }
  return suggestion(text, WORDS) ?? `use ${WANTED}`;
}
