import { quote } from "../../diagnostic/quote.js";
import { suggestion } from "../../diagnostic/suggest.js";
import type { KeyHashModel } from "../model.js";
import type { Asking } from "../source/asking.js";
import { isNothing, refuse } from "../source/expect.js";
import type { Located, SourceNode } from "../source/node.js";
import type { OptionKind } from "./kind.js";

const WANTED = "sha256 or hmac(NAME)";

/** Longest name of an environment variable, in characters. */
const LONGEST = 100;

const HMAC = /^hmac\(\s*([A-Za-z_][A-Za-z0-9_]*)\s*\)$/;

/** What stands for a function's arguments in its keys: a digest, or one under a secret of the environment. */
export const KEY_HASH: OptionKind<KeyHashModel> = {
  form: {
    words: "`sha256`, `hmac(NAME)`",
    schema: { anyOf: [{ const: "sha256" }, { type: "string", pattern: HMAC.source }] },
  },
  read: readKeyHash,
};

function readKeyHash(node: SourceNode, asking: Asking): Located<KeyHashModel> | undefined {
  if (node.kind !== "scalar" || isNothing(node)) {
    return refuse(node, { ...asking, wanted: WANTED }, asking.report);
  }
  const { text, span } = node;
  if (text === "sha256") return { value: { kind: "sha256" }, span };
  const [, variable] = HMAC.exec(text) ?? [];
  if (variable !== undefined && variable.length <= LONGEST) {
    return { value: { kind: "hmac", variable }, span };
  }
  const message = `${asking.subject} cannot be ${quote(text)}`;
  asking.report.add({ code: "CG4004", span, message, hint: hintFor(text) });
  return undefined;
}

function hintFor(text: string): string {
  if (/^hmac/i.test(text)) {
    return "hmac takes the name of an environment variable, such as hmac(CACHE_KEY_SECRET)";
  }
  return suggestion(text, ["sha256"]) ?? `use ${WANTED}`;
}
