import { quote } from "../../diagnostic/quote.js";
import type { Finding, Report } from "../../diagnostic/report.js";
import { IDENTIFIER, RESERVED_WORDS } from "../../identifier.js";
import { SCALARS } from "../model.js";
import type { Located } from "../source/node.js";
import { CALLS, GENERICS } from "../type/syntax.js";
import {
  ANY_OBJECT,
  BUILT_INS,
  DEVICES,
  TAKEN_REGIONS,
  TAKEN_TYPES,
  TYPE_WORDS,
} from "./reserved.js";

/** What a name is given to. */
export type Named = "backend" | "region" | "function" | "type" | "argument" | "field";

/** Checks a list of names of one scope: each by itself, and all against each other. */
export function checkNames(names: readonly Located<string>[], named: Named, report: Report): void {
  for (const name of names) checkName(name, named, report);
  checkDistinct(names, named, report);
}

function checkName(name: Located<string>, named: Named, report: Report): void {
  const fault = spellingFault(name.value, named) ?? takenFault(name.value, named);
  if (fault !== undefined) report.add({ ...fault, span: name.span });
}

function spellingFault(name: string, named: Named): Finding | undefined {
  const mayStart = named === "field" || !name.startsWith("_");
  if (mayStart && IDENTIFIER.test(name) && name.length <= LONGEST) return undefined;
  const message = `${quote(name)} cannot be the name of ${withArticle(named)}`;
  const start = named === "field" ? "a letter or _" : "a letter";
  const hint = `a name is ${start}, then letters, digits and _ (at most ${LONGEST})`;
  return { code: "CG3001", message, hint };
}

/** Longest name, in characters. */
const LONGEST = 100;

function takenFault(name: string, named: Named): Finding | undefined {
  const message = `${quote(name)} cannot be the name of ${withArticle(named)}`;
  if (named === "backend") return undefined;
  if (ANY_OBJECT.has(name)) {
    return { code: "CG3002", message, hint: "JavaScript gives this name a meaning of its own" };
  }
  if (named === "field") return undefined;
  if (RESERVED_WORDS.has(name)) return { code: "CG3002", message, hint: "it is a reserved word" };
  if (named === "type") return takenType(name, message);
  if (named === "region") return takenRegion(name.toLowerCase(), message);
  if (named === "function" && name === "region") {
    return { code: "CG3004", message, hint: "the generated region itself has this name" };
  }
  return undefined;
}

function takenRegion(name: string, message: string): Finding | undefined {
  if (TAKEN_REGIONS.has(name)) {
    return { code: "CG3004", message, hint: `a generated file is called ${name}` };
  }
  if (name === "regions") {
    return { code: "CG3004", message, hint: "the generated index exports its own regions" };
  }
  if (!DEVICES.has(name)) return undefined;
  return {
    code: "CG3004",
    message,
    hint: `Windows has no file called ${name}, whatever its ending`,
  };
}

function takenType(name: string, message: string): Finding | undefined {
  if ([...SCALARS, ...GENERICS, ...CALLS].includes(name) || TYPE_WORDS.has(name)) {
    return { code: "CG3002", message, hint: "it is a word of the type language" };
  }
  if (TAKEN_TYPES.has(name)) {
    return { code: "CG3004", message, hint: `the generated index exports its own ${name}` };
  }
  if (!BUILT_INS.has(name)) return undefined;
  return { code: "CG3003", message, hint: `it would hide the built-in ${name}` };
}

function checkDistinct(names: readonly Located<string>[], named: Named, report: Report): void {
  const seen = new Map<string, string>();
  for (const { value, span } of names) {
    if (value === "") continue;
    const first = seen.get(value.toLowerCase());
    if (first === undefined) seen.set(value.toLowerCase(), value);
    else if (first === value) {
      const message = `${named} ${quote(value)} is given twice`;
      const hint = `${quote(value)} and ${quote(`${value}?`)} are one name`;
      report.add({ code: "CG3005", span, message, hint });
    } else {
      const message = `${named} ${quote(value)} differs from ${quote(first)} only by case`;
      report.add({ code: "CG3005", span, message, hint: "rename one of them" });
    }
  }
}

function withArticle(named: Named): string {
  return named === "argument" ? "an argument" : `a ${named}`;
}
