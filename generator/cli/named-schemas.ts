import { resolve, sep } from "node:path";
import { EXIT, Refusal } from "../refusal.js";
import { errorCode } from "../system-error.js";
import type { Call } from "./command.js";
import { findSchema } from "./find-schema.js";
import { exists } from "./present.js";

/** Folders in which a pattern finds nothing. */
const PASSED_OVER = ["**/node_modules/**", "**/.git/**"];

/**
 * Lists the schemas a call is about, by absolute path, each once, in the order of their paths: those its operands
 * name, as files or patterns, or the one of `--config`, or the one that is found. Throws a `Refusal`.
 */
export async function namedSchemas(call: Call): Promise<readonly string[]> {
  const { terminal, operands } = call;
  const { config } = call.options();
  if (operands.length === 0) return [await findSchema(terminal.cwd, config)];
  if (config !== undefined) call.misused("name the schemas either with --config or as arguments");
  const paths = await Promise.all(operands.map((operand) => pathsOf(operand, terminal.cwd)));
  return [...new Set(paths.flat())].sort();
}

async function pathsOf(operand: string, cwd: string): Promise<readonly string[]> {
  const path = resolve(cwd, operand);
  if (!/[*?[\]{}]/.test(operand) || (await isFile(path))) return [path];
  const { glob } = await import("tinyglobby");
  const pattern = operand.split(sep).join("/");
  const found = await glob(pattern, {
    cwd,
    absolute: true,
    ignore: PASSED_OVER,
    expandDirectories: false,
  });
  if (found.length > 0) return found.map((each) => resolve(each));
  const message = `no file is called ${operand}`;
  throw new Refusal("CG9001", message, { exitCode: EXIT.usage });
}

/** A file may be called `[a].yaml`; a text longer than any name is a pattern. */
async function isFile(path: string): Promise<boolean> {
  try {
    return await exists(path);
  } catch (error) {
    if (error instanceof Refusal && errorCode(error.cause) === "ENAMETOOLONG") return false;
    throw error;
  }
}
