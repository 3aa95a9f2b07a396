import type { Asking } from "./asking.js";
import type { Located } from "./node.js";

/** Control and invisible characters but tab, line feed and the joiner of emoji; half surrogates, line separators. */
const UNPRINTABLE =
  /(?!\u{200d})[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\p{Cs}\p{Cf}\u{2028}\u{2029}]/u;

/** Tells whether a text can be written to generated code as it is; reports it otherwise. */
export function checkPlainText(text: Located<string>, { subject, report }: Asking): boolean {
  const found = UNPRINTABLE.exec(text.value)?.[0];
  if (found === undefined) return true;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const message = `${subject} contains the character U+${code}`;
  const hint = "leave out control characters and marks that cannot be seen";
  report.add({ code: "CG2015", span: text.span, message, hint });
  return false;
}
