import { quote } from "../../../diagnostic/quote.js";
import type { Report } from "../../../diagnostic/report.js";
import { suggestion } from "../../../diagnostic/suggest.js";
import type { KeyTemplatePiece } from "../../option/key-template.js";
import type { FunctionDeclaration } from "../../shape/declaration.js";
import type { Located } from "../../source/node.js";
import { versionText } from "./key-pattern.js";

type Template = Located<readonly KeyTemplatePiece[]>;

/** The placeholder that stands for the version of a function, unless an argument bears this name. */
const VERSION = "version";

/** Tells whether a template names every argument once, and nothing else; reports it otherwise. */
export function checkTemplate(
  declaration: FunctionDeclaration,
  template: Template,
  report: Report,
): boolean {
  const names = (declaration.args?.value ?? []).map(({ name }) => name.value);
  const placeholders = template.value.filter((piece) => piece.kind === "placeholder");
  const isRight = placeholders.map((placeholder, index) => {
    const before = placeholders.slice(0, index).map(({ value }) => value);
    return checkPlaceholder(placeholder, { declaration, names, before, report });
  });
  const given = placeholders.map(({ value }) => value);
  return [
    ...isRight,
    checkMissing(template, { given, names, report }),
    checkVersion(declaration, { given, names, report }),
  ].every(Boolean);
}

interface PlaceholderSite {
  readonly declaration: FunctionDeclaration;
  readonly names: readonly string[];
  readonly before: readonly string[];
  readonly report: Report;
}

function checkPlaceholder(
  { value: name, span }: Located<string>,
  { declaration, names, before, report }: PlaceholderSite,
): boolean {
  const shown = quote(`{${name}}`);
  if (before.includes(name)) {
    const message = `${shown} stands twice in the key`;
    report.add({ code: "CG4007", span, message, hint: "leave one of them out" });
    return false;
  }
  if (names.includes(name)) return true;
  if (name === VERSION && versionText(declaration) !== undefined) return true;
  const message =
    name === VERSION
      ? `${shown} stands in the key, but this function has no version`
      : `there is no argument ${quote(name)}`;
  const hint =
    name === VERSION
      ? "give it one, such as version: 1"
      : (suggestion(name, names) ?? "give the function args");
  report.add({ code: "CG3014", span, message, hint });
  return false;
}

interface Given {
  readonly given: readonly string[];
  readonly names: readonly string[];
  readonly report: Report;
}

/** What is not in the key makes no difference to it: calls with other arguments would get one another's values. */
function checkMissing({ span }: Template, { given, names, report }: Given): boolean {
  const missing = names.filter((name) => !given.includes(name));
  for (const name of missing) {
    const message = `the argument ${quote(name)} is not in the key, so values made for one would be given for another`;
    report.add({ code: "CG4007", span, message, hint: `put {${name}} into it` });
  }
  return missing.length === 0;
}

function checkVersion(
  { options: { version } }: FunctionDeclaration,
  { given, names, report }: Given,
): boolean {
  if (version === undefined) return true;
  const isTaken = names.includes(VERSION);
  if (given.includes(VERSION) && !isTaken) return true;
  const message = "the version is not in the key, so it would change nothing";
  const hint = isTaken
    ? "write the version into the key as text, and leave the option out"
    : "put {version} into the key, or leave the option out";
  report.add({ code: "CG4007", span: version.span, message, hint });
  return false;
}
