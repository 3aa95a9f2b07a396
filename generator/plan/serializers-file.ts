import { generic, object } from "./code.js";
import { FileScope } from "./file-scope.js";
import { commentText, declarableType, quote } from "./literal.js";
import { capitalized } from "./names.js";
import type { Code, FilePlan, StatementPlan } from "./plan.js";
import type { StoredType, StoredTypes } from "./stored-types.js";
import { typeFunction } from "./type-function.js";
import { composedName, expressionText } from "./type-name.js";
import type { TypeTable } from "./type-table.js";
import { typeText, valueStyle } from "./type-text.js";
import {
  COPY,
  DECODE,
  ENCODE,
  SIZE,
  lambda,
  valueCode,
  type ValueContext,
  type Verb,
} from "./value-code.js";

const LOCAL = { exported: false, doc: [] } as const;
const VERBS = [ENCODE, DECODE, COPY, SIZE] as const;

/** `serializers.ts`: a serializer for every stored type, and the functions they share, type by type. */
export function planSerializers(table: TypeTable, stored: StoredTypes): FilePlan {
  const scope = new FileScope(stored.all.map(({ name }) => declarableType(name)));
  const loader = scope.names.free("schemas");
  const types = functionTypes(table, stored);
  const contexts = VERBS.map((verb) => contextOf(verb, types, { scope, table }));
  return scope.file("serializers.ts", [
    ...(stored.all.length === 0 ? [] : [loaderConstant(loader)]),
    ...stored.all.map((type) => serializer(type, { scope, contexts, loader })),
    ...types.flatMap((type) => contexts.map((context) => typeFunction(type, context, LOCAL))),
  ]);
}

/** Types with functions of their own that stored types reach. */
function functionTypes(table: TypeTable, stored: StoredTypes): readonly string[] {
  return table.functionTypes(stored.all.map(({ type }) => type));
}

function contextOf(
  verb: Verb,
  types: readonly string[],
  { scope, table }: Pick<ValueContext, "scope" | "table">,
): ValueContext {
  const names = new Map(
    types.map((type) => {
      const name = composedName(table.expressionOf(type));
      return [type, scope.names.free(`${verb.name}${capitalized(name)}`)];
    }),
  );
  return { verb, scope, table, functionOf: (type) => names.get(type) ?? type };
}

/** zod is loaded only when a schema is asked for. */
function loaderConstant(name: string): StatementPlan {
  const value = '() => import("./schemas.js")';
  return { kind: "constant", name, exported: false, value, doc: [] };
}

/** What every serializer of the file is written with. */
interface SerializerSite {
  readonly scope: FileScope;
  readonly contexts: readonly ValueContext[];
  readonly loader: string;
}

function serializer(
  stored: StoredType,
  { scope, contexts, loader }: SerializerSite,
): StatementPlan {
  const { name, type } = stored;
  const verbs = contexts.map((context) => [context.verb.name, verbCode(stored, context)] as const);
  const schema = ["schema", `async () => (await ${loader}()).${name}()`] as const;
  return {
    kind: "constant",
    name,
    exported: true,
    type: generic(scope.type("Serializer"), typeText(type, valueStyle(scope))),
    value: object("{", [...verbs, schema], "}"),
    doc: [`Serializer of \`${commentText(expressionText(type))}\`.`],
  };
}

/** The type's own function, or an arrow function around what its parts need. */
function verbCode({ name, type }: StoredType, context: ValueContext): Code {
  const shape = context.table.shapeOf(type);
  const place = quote(expressionText(type));
  if (context.verb.name === "decode") {
    const subject = { value: "JSON.parse(text)", simple: false, place, hint: name };
    return lambda(["text"], valueCode(type, subject, context));
  }
  if (shape.kind === "named") return context.functionOf(shape.name);
  const subject = { value: "value", simple: true, place, hint: name };
  return lambda(["value"], valueCode(type, subject, context));
}
