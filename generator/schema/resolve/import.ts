import { posix } from "node:path";
import type { ImportedExport } from "../model.js";
import { isFilePath, type ModuleExport } from "../source/module-export.js";
import type { Naming, TypeScope } from "./type-scope.js";

/** Finds how generated files import what the schema names, and notes that it was named. */
export function resolveImport(
  { path, name }: ModuleExport,
  naming: Naming,
  scope: TypeScope,
): ImportedExport | undefined {
  const from = isFilePath(path) ? specifierOf(path, scope) : path;
  if (from !== undefined) {
    const found = { path, name, from };
    scope.noteImport({ ...found, ...naming });
    return found;
  }
  const message = "the generated files lie above the schema, and the way from there is not known";
  const hint = "move the schema, or choose an output beside or below it";
  scope.report.add({ code: "CG3018", span: naming.span, message, hint });
  return undefined;
}

/** The file as a module of the output imports it; `undefined` when the output is above the schema. */
function specifierOf(path: string, { output, emit }: TypeScope): string | undefined {
  const to = posix.normalize(path).split("/");
  const start = posix.normalize(output.replaceAll("\\", "/")).split("/");
  const origin = start.filter((name) => name !== "" && name !== ".");
  while (origin[0] !== undefined && origin[0] === to[0]) {
    origin.shift();
    to.shift();
  }
  if (origin.includes("..")) return undefined;
  const way = origin.length === 0 ? ["."] : origin.map(() => "..");
  const specifier = [...way, ...to].join("/");
  return emit === "js" ? specifier : compiled(specifier);
}

/** TypeScript imports by the name of the file it is compiled to; nobody looks for another file from JavaScript. */
function compiled(path: string): string {
  return path.replace(/\.([cm]?)tsx?$/, ".$1js");
}
