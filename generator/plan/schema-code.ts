import type { Scalar, UnionType, ValueType } from "../schema/model.js";
import { call, enclosed, tuple } from "./code.js";
import type { FileScope } from "./file-scope.js";
import { boundsOf, limitsNumber, patternConstant } from "./limits.js";
import { numberText, quote } from "./literal.js";
import type { Code } from "./plan.js";
import type { Shape, TypeTable } from "./type-table.js";
import { literalText } from "./type-text.js";

/** What zod code is written with. */
export interface SchemaContext {
  readonly scope: FileScope;
  readonly table: TypeTable;
  /** The named type that is being declared: what leads back to it is looked up late. */
  readonly owner?: string;
  /** What constants are named after. */
  readonly hint: string;
}

/** The zod schema of a value type: its input is the parsed wire form, its output the value. */
export function schemaCode(type: ValueType, context: SchemaContext): Code {
  if (type.kind === "named") return reference(type.name, context);
  if (type.kind === "union") return unionSchema(type, context);
  return shapeSchema(context.table.shapeOf(type), context);
}

/** The zod schema of what a type comes down to, its own name left aside. */
export function shapeSchema(shape: Shape, context: SchemaContext): Code {
  const { scope } = context;
  const z = scope.module("z");
  switch (shape.kind) {
    case "scalar":
      return withChecks(scalarSchema(shape.scalar, scope), shape, context);
    case "literal":
      return shape.value === null ? `${z}.null()` : call(`${z}.literal`, literalText(shape.value));
    case "member":
      return enumSchema(shape, scope);
    case "list":
      return withChecks(call(`${z}.array`, schemaCode(shape.of, context)), shape, context);
    case "set": {
      const items = call(`${z}.array`, schemaCode(shape.of, context));
      const value = withChecks(call(`${z}.set`, `${z}.any()`), shape, context);
      return call(`${z}.codec`, items, value, `${scope.value("wire")}.set`);
    }
    case "map": {
      const pair = tuple([shape.key, shape.value].map((part) => schemaCode(part, context)));
      const items = call(`${z}.array`, call(`${z}.tuple`, pair));
      const value = call(`${z}.map`, `${z}.any()`, `${z}.any()`);
      return call(`${z}.codec`, items, value, `${scope.value("wire")}.map`);
    }
    case "tuple":
      return call(`${z}.tuple`, tuple(shape.items.map((item) => schemaCode(item, context))));
    case "record":
      return call(`${z}.record`, `${z}.string()`, schemaCode(shape.of, context));
    case "nullable":
      return call(`${z}.nullable`, schemaCode(shape.of, context));
    case "named":
      return reference(shape.name, context);
    case "import":
      return scope.foreign(shape);
  }
}

function reference(name: string, { scope, table, owner }: SchemaContext): Code {
  const late = owner !== undefined && table.inOneCycle(owner, name);
  return late ? enclosed(`${scope.module("z")}.lazy(() => `, [`${name}()`], ")") : `${name}()`;
}

function unionSchema({ tag, members }: UnionType, context: SchemaContext): Code {
  const { scope } = context;
  const options = call(
    scope.value("tagged"),
    ...members.map(({ name }) => reference(name, context)),
  );
  return call(`${scope.module("z")}.discriminatedUnion`, quote(tag), options);
}

function enumSchema({ enumName, members }: Shape & { kind: "member" }, scope: FileScope): Code {
  const z = scope.module("z");
  if (enumName !== undefined) return call(`${z}.enum`, `${scope.module("types")}.${enumName}`);
  return enclosed(`${z}.enum([`, members.map(quote), "])");
}

function scalarSchema(scalar: Exclude<Scalar, "null">, scope: FileScope): Code {
  const z = scope.module("z");
  const wire = (): string => scope.value("wire");
  switch (scalar) {
    case "string":
    case "int":
    case "boolean":
    case "uuid":
    case "json":
      return `${z}.${scalar}()`;
    case "float":
      return `${z}.number()`;
    case "date":
      return `${z}.iso.date()`;
    case "bigint": {
      const digits = `${z}.string().check(${z}.regex(${wire()}.integer))`;
      return call(`${z}.codec`, digits, `${z}.bigint()`, `${wire()}.bigint`);
    }
    case "datetime":
      return call(`${z}.codec`, `${z}.iso.datetime()`, `${z}.date()`, `${wire()}.datetime`);
    case "epoch":
      return call(`${z}.codec`, `${z}.int()`, `${z}.date()`, `${wire()}.epoch`);
    case "bytes":
      return call(`${z}.codec`, `${z}.base64()`, `${z}.instanceof(Uint8Array)`, `${wire()}.bytes`);
  }
}

/** A schema with the limits of its shape. */
function withChecks(schema: Code, shape: Shape, context: SchemaContext): Code {
  if (!("constraints" in shape)) return schema;
  const z = context.scope.module("z");
  const { min, max } = boundsOf(shape.constraints);
  const { pattern } = shape.constraints;
  const checks: readonly Code[] = [
    ...(min === undefined ? [] : [limitCheck("least", min, shape, z)]),
    ...(max === undefined ? [] : [limitCheck("most", max, shape, z)]),
    ...(pattern === undefined ? [] : [call(`${z}.regex`, patternConstant(pattern, context))]),
  ];
  return checks.length === 0 ? schema : [schema, enclosed(".check(", checks, ")")];
}

const LIMIT_CHECKS = {
  number: { least: "gte", most: "lte" },
  set: { least: "minSize", most: "maxSize" },
  list: { least: "minLength", most: "maxLength" },
} as const;

function limitCheck(side: "least" | "most", limit: number, shape: Shape, z: string): Code {
  if (limitsNumber(shape)) return call(`${z}.${LIMIT_CHECKS.number[side]}`, numberText(limit));
  if (shape.kind === "set" || shape.kind === "list") {
    return call(`${z}.${LIMIT_CHECKS[shape.kind][side]}`, numberText(limit));
  }
  // zod counts UTF-16 units, the runtime characters.
  const relation = side === "least" ? ">=" : "<=";
  const message = `expected a length of at ${side} ${limit}`;
  const test = `(text) => [...text].length ${relation} ${numberText(limit)}`;
  return call(`${z}.refine`, test, quote(message));
}
