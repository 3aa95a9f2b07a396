import { quote } from "../../diagnostic/quote.js";
import type { PythonModel } from "../model.js";
import type { Asking } from "../source/asking.js";
import { checkKeys, expectMap, expectText } from "../source/expect.js";
import { valueOf, type Located, type SourceNode } from "../source/node.js";
import { checkPlainText } from "../source/plain-text.js";
import { PYTHON_KEYS } from "./keys.js";
import type { OptionKind } from "./kind.js";

/** Longest path of a function, longest namespace, in characters. */
const LONGEST = 200;

const NAME = "[A-Za-z_]\\w*";
const MODULE = `${NAME}(?:\\.${NAME})*`;
const PATH = new RegExp(`^${MODULE}:${NAME}$`);
const DOTTED = new RegExp(`^(${MODULE})\\.(${NAME})$`);
const METHOD = new RegExp(`^(${MODULE}):(?:${NAME}\\.)+(${NAME})$`);
const FILE = new RegExp(`^(?:\\./)?(${NAME}(?:/${NAME})*)\\.py[:#](${NAME})$`);

/** What dogpile.cache puts before a key for its lock: such a function's keys could be the locks of another. */
const LOCK = "_lock";

const EXAMPLE = "app.users:get_user";

/** A function of a Python program, and the namespace its decorator was given. */
export const PYTHON_FUNCTION: OptionKind<PythonModel> = {
  form: {
    words: "`function`, `namespace`",
    schema: {
      type: "object",
      additionalProperties: false,
      required: ["function"],
      properties: {
        function: {
          description: PYTHON_KEYS["function"],
          type: "string",
          pattern: PATH.source,
          maxLength: LONGEST,
        },
        namespace: {
          description: PYTHON_KEYS["namespace"],
          type: "string",
          maxLength: LONGEST,
        },
      },
    },
  },
  read: readPythonFunction,
};

function readPythonFunction(node: SourceNode, asking: Asking): Located<PythonModel> | undefined {
  const { subject, report } = asking;
  const hint = `write function: "${EXAMPLE}" under it, and namespace: where its decorator has one`;
  const map = expectMap(node, { subject, hint }, report);
  if (map === undefined) return undefined;
  const keys = Object.keys(PYTHON_KEYS);
  const examples = { function: `such as function: "${EXAMPLE}"` };
  checkKeys(map, { subject, known: keys, required: ["function"], examples }, report);
  const path = pathIn(valueOf(map, "function"), asking);
  const given = valueOf(map, "namespace");
  const namespace = given && namespaceIn(given, asking);
  if (path === undefined || (given !== undefined && namespace === undefined)) return undefined;
  const value = namespace === undefined ? { function: path } : { function: path, namespace };
  return { value, span: node.span };
}

function pathIn(node: SourceNode | undefined, { report }: Asking): string | undefined {
  const given = node && expectText(node, { subject: "function" }, report);
  if (given === undefined) return undefined;
  const { value, span } = given;
  const complaint = complaintAbout(value);
  if (complaint === undefined) return value;
  report.add({ code: "CG4004", span, ...complaint });
  return undefined;
}

/** What is wrong with the path of a function, and what was meant. */
function complaintAbout(
  path: string,
): { readonly message: string; readonly hint: string } | undefined {
  if (path.length > LONGEST) {
    const message = `function has ${path.length} characters, and at most ${LONGEST} are taken`;
    return { message, hint: "shorten it" };
  }
  if (!PATH.test(path)) {
    const message = `function must be a module and a function of Python, not ${quote(path)}`;
    return { message, hint: meant(path) };
  }
  if (!path.startsWith(LOCK)) return undefined;
  const message = `keys that begin with ${LOCK} are the locks of other keys`;
  return { message, hint: "rename the module" };
}

function meant(path: string): string {
  const [, method, name] = METHOD.exec(path) ?? [];
  if (method !== undefined) {
    return `dogpile.cache leaves the class out of its keys: write ${quote(`${method}:${name}`)}`;
  }
  const [, module, last] = DOTTED.exec(path) ?? FILE.exec(path) ?? [];
  if (module === undefined) return `such as ${quote(EXAMPLE)}`;
  return `did you mean ${quote(`${module.replaceAll("/", ".")}:${last}`)}?`;
}

function namespaceIn(node: SourceNode, { report }: Asking): string | undefined {
  const given = expectText(node, { subject: "namespace", hint: "quote it" }, report);
  if (given === undefined || !checkPlainText(given, { subject: "namespace", report })) return;
  if (given.value.length <= LONGEST) return given.value;
  const message = `namespace has ${given.value.length} characters, and at most ${LONGEST} are taken`;
  report.add({ code: "CG4004", span: given.span, message, hint: "shorten it" });
  return undefined;
}
