import { quote } from "../../diagnostic/quote.js";
import type { Asking } from "../source/asking.js";
import { checkKeys, refuse } from "../source/expect.js";
import { valueOf, type Located, type SourceNode } from "../source/node.js";
import { COUNT } from "./amount.js";
import type { OptionKind } from "./kind.js";
import { MOMENT } from "./time.js";

/** When a store is left alone for a while: after so many failures in a row, and for how long. */
export interface Breaker {
  /** `Infinity` = never. */
  readonly breakerFailures?: Located<number>;
  readonly breakerPauseMs?: Located<number>;
}

const KEYS = ["failures", "pause"];

/** A map of `failures` and `pause`, either of which may be left out, or `none`. */
export const BREAKER: OptionKind<Breaker> = {
  form: {
    words: `\`failures:\` ${COUNT.form.words}, \`pause:\` ${MOMENT.form.words}; \`none\``,
    schema: {
      anyOf: [
        {
          type: "object",
          properties: { failures: COUNT.form.schema, pause: MOMENT.form.schema },
          additionalProperties: false,
        },
        { const: "none" },
      ],
    },
  },
  read: readBreaker,
};

function readBreaker(node: SourceNode, asking: Asking): Located<Breaker> | undefined {
  const { span } = node;
  if (node.kind === "scalar" && node.text === "none") {
    return { value: { breakerFailures: { value: Infinity, span } }, span };
  }
  const { subject, report } = asking;
  if (node.kind !== "map") {
    const hint = "write failures: 5 and pause: 1s under it";
    const wanted = `a map of ${KEYS.join(" and ")}, or none`;
    return refuse(node, { ...asking, wanted, hint }, report);
  }
  checkKeys(node, { subject: `option ${quote(subject)}`, known: KEYS }, report);
  const [failures, pause] = [valueOf(node, "failures"), valueOf(node, "pause")];
  const breakerFailures =
    failures && COUNT.read(failures, { subject: `${subject}.failures`, report });
  const breakerPauseMs = pause && MOMENT.read(pause, { subject: `${subject}.pause`, report });
  return {
    value: {
      ...(breakerFailures && { breakerFailures }),
      ...(breakerPauseMs && { breakerPauseMs }),
    },
    span,
  };
}
