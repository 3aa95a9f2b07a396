import { isBuiltin } from "node:module";
import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { Located } from "./node.js";

/** What a module of the user's own exports, as the schema names it: `./src/users.ts#loadUser`. */
export interface ModuleExport {
  /** Path of a file from the schema, `./` or `../` first, or the name of a package. */
  readonly path: string;
  readonly name: string;
}

/** Longest path, in UTF-16 units. */
const LONGEST = 300;

/** Letters and digits of any script and a few signs: nothing that means something in code, in a URL or to a shell. */
const SEGMENT = String.raw`[\p{L}\p{N}_@.$+~ -]*[\p{L}\p{N}_@$+~-]`;
const FILE = new RegExp(
  String.raw`^(?:\./|(?:\.\./)+)(?:(?!\.{1,2}/)${SEGMENT}/)*${SEGMENT}$`,
  "u",
);

/** The name of a package, and of a path inside it, as npm takes them. */
const PACKAGE =
  /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(?:\/[A-Za-z0-9_~-][\w.~-]*)*$/;

/** Files that a program can import. */
const ENDING = /(?<!\.d)\.(?:[cm]?[jt]s|[jt]sx)$/;

const NAME = /^[A-Za-z_]\w*$/;

/** Words that are no name of an export one could import by that name. */
const NO_NAMES: ReadonlySet<string> = new Set(["default", "__proto__"]);

/** Who names an export, in the words of a message, and how it is named rightly. */
export interface Reference {
  readonly subject: string;
  readonly example: string;
}

/** Reads `path#name`; reports what is wrong with it. */
export function readModuleExport(
  { value, span }: Located<string>,
  { subject, example }: Reference,
  report: Report,
): ModuleExport | undefined {
  const complaint = complaintAbout(value);
  if (complaint === undefined) {
    const at = value.lastIndexOf("#");
    return { path: value.slice(0, at), name: value.slice(at + 1) };
  }
  const [message, hint = `such as ${example}`] = complaint;
  report.add({ code: "CG3017", span, message: `${subject} ${message}`, hint });
  return undefined;
}

/** Tells whether a path leads to a file of the project, and not to a package. */
export function isFilePath(path: string): boolean {
  return path.startsWith(".");
}

type Complaint = readonly [message: string, hint?: string];

function complaintAbout(text: string): Complaint | undefined {
  const at = text.lastIndexOf("#");
  if (at < 0) return ["must name an export of a file: path#name"];
  return complaintAboutPath(text.slice(0, at)) ?? complaintAboutName(text.slice(at + 1));
}

function complaintAboutPath(path: string): Complaint | undefined {
  if (path.length > LONGEST) return [`names a path of more than ${LONGEST} characters`];
  if (!isFilePath(path) && isPackage(path)) return undefined;
  if (!FILE.test(path)) {
    const hint = "a path begins with ./ or ../ and has letters, digits and _ - . @ $ + ~ in it";
    return [`cannot import from ${quote(path)}`, hint];
  }
  if (ENDING.test(path)) return undefined;
  const hint = "name the file with its ending: .ts, .mts, .cts, .tsx, or .js and its kin";
  return [`names ${quote(path)}, which is no file that can be imported`, hint];
}

/** What node itself brings is not meant, nor a file without its `./`. */
function isPackage(path: string): boolean {
  return PACKAGE.test(path) && !ENDING.test(path) && !isBuiltin(path);
}

function complaintAboutName(name: string): Complaint | undefined {
  if (NO_NAMES.has(name)) {
    const hint = "export it under a name of its own, and name that";
    return [`cannot take the export ${quote(name)}`, hint];
  }
  if (NAME.test(name)) return undefined;
  return [`must name an export by a plain name, not ${quote(name)}`];
}
