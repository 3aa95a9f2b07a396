import { quote } from "../../diagnostic/quote.js";
import type { Asking } from "../source/asking.js";
import { checkKeys, refuse } from "../source/expect.js";
import { valueOf, type Located, type SourceNode } from "../source/node.js";
import { count } from "./amount.js";
import { moment } from "./kind.js";

/** When a store is left alone for a while: after so many failures in a row, and for how long. */
export interface Breaker {
  /** `Infinity` = never. */
  readonly breakerFailures?: Located<number>;
  readonly breakerPauseMs?: Located<number>;
}

const KEYS = ["failures", "pause"];

/** Takes a map of `failures` and `pause`, either of which may be left out, or `none`. */
export function breaker(node: SourceNode, asking: Asking): Located<Breaker> | undefined {
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
  const breakerFailures = failures && count(failures, { subject: `${subject}.failures`, report });
  const breakerPauseMs = pause && moment(pause, { subject: `${subject}.pause`, report });
  return {
    value: {
      ...(breakerFailures && { breakerFailures }),
      ...(breakerPauseMs && { breakerPauseMs }),
    },
    span,
  };
}
