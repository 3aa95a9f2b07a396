import { quote } from "../../diagnostic/quote.js";
import type { Report } from "../../diagnostic/report.js";
import type { TypeBody, TypeDeclaration } from "../shape/declaration.js";
import { mentioned } from "./cycle.js";

/** Most types in a row each of which refers to the next: generating and checking values goes down as far. */
const DEEPEST = 200;

/** For each type, the names it refers to. */
type References = ReadonlyMap<string, readonly string[]>;

/** Reports the first type from which references lead deeper than 200 types. */
export function checkDepth(types: readonly TypeDeclaration[], report: Report): void {
  const references = new Map(types.map(({ name, body }) => [name.value, namesIn(body)]));
  const depths = new Map<string, number>();
  for (const { name } of types) {
    measure(name.value, references, depths);
    if ((depths.get(name.value) ?? 0) <= DEEPEST) continue;
    const message = `type ${quote(name.value)} refers to others more than ${DEEPEST} levels deep`;
    const hint =
      "use a list or a record for what repeats, and leave out types that only rename others";
    report.add({ code: "CG3016", span: name.span, message, hint });
    return;
  }
}

function namesIn(body: TypeBody): readonly string[] {
  if (body.kind === "alias") return mentioned(body.of).map(({ value }) => value);
  if (body.kind !== "object") return [];
  return body.fields.flatMap((field) => mentioned(field.type).map(({ value }) => value));
}

/** Finds the depth of a type and of all below it, each once; loops, since what is too deep to recurse comes here. */
function measure(start: string, references: References, depths: Map<string, number>): void {
  const entered = new Set<string>();
  const open = [start];
  for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
    const below = references.get(name) ?? [];
    if (entered.has(name)) {
      open.pop();
      // Pushed again meanwhile, it is known already.
      if (!depths.has(name)) depths.set(name, 1 + deepest(below, depths));
    } else if (depths.has(name)) open.pop();
    else {
      entered.add(name);
      open.push(...below.filter((other) => !depths.has(other) && !entered.has(other)));
    }
  }
}

/** A type whose depth is not known yet leads back to where the walk came from. */
function deepest(names: readonly string[], depths: ReadonlyMap<string, number>): number {
  return names.reduce((most, name) => Math.max(most, depths.get(name) ?? 0), 0);
}
