import { capitalized } from "../identifier.js";
import type { ValueType } from "../schema/model.js";
import { generic, object } from "./code.js";
import { FileScope } from "./file-scope.js";
import type { Fingerprints } from "./fingerprint.js";
import { hasFreeNames } from "./free-names.js";
import { commentText, declarableType, stringText } from "./literal.js";
import { isParsed } from "./parsed-form.js";
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
  PACK,
  REVIVE,
  SIZE,
  UNPACK,
  lambda,
  valueCode,
  type ValueContext,
  type Verb,
} from "./value-code.js";

const LOCAL = { exported: false, doc: [] } as const;
const VERBS = [ENCODE, DECODE, REVIVE, COPY, SIZE] as const;
const COMPACT_VERBS = [PACK, UNPACK] as const;

/** `serializers.ts`: a serializer for every stored type, and the functions they share, type by type. */
export function planSerializers(
  table: TypeTable,
  stored: StoredTypes,
  fingerprints: Fingerprints,
): FilePlan {
  const scope = new FileScope(stored.all.flatMap(namesOf).map(declarableType));
  const loader = scope.names.free("schemas");
  const types = functionTypes(table, stored.all);
  const contexts = VERBS.map((verb) => contextOf(verb, types, { scope, table }));
  const packed = stored.all.filter(({ compactName }) => compactName !== undefined);
  const packedTypes = functionTypes(table, packed);
  const compact = COMPACT_VERBS.map((verb) => contextOf(verb, packedTypes, { scope, table }));
  const site = { scope, contexts, compact, loader, fingerprints };
  const functions = types.flatMap((type) => [
    ...contexts
      .filter(({ verb }) => !(verb.trusting && isParsed(table.expressionOf(type), table)))
      .map((context) => typeFunction(type, context, LOCAL)),
    ...(packedTypes.includes(type)
      ? compact.map((context) => typeFunction(type, context, LOCAL))
      : []),
  ]);
  return scope.file("serializers.ts", [
    ...(stored.all.length === 0 ? [] : [loaderConstant(loader)]),
    ...stored.all.flatMap((type) => [serializer(type, site), ...compactSerializer(type, site)]),
    ...functions,
  ]);
}

function namesOf({ name, compactName }: StoredType): readonly string[] {
  return compactName === undefined ? [name] : [name, compactName];
}

/** Types with functions of their own that stored types reach. */
function functionTypes(table: TypeTable, stored: readonly StoredType[]): readonly string[] {
  return table.functionTypes(stored.map(({ type }) => type));
}

function contextOf(
  verb: Verb,
  types: readonly string[],
  { scope, table }: Pick<ValueContext, "scope" | "table">,
): ValueContext {
  const names = new Map(
    types.map((type) => {
      const name = composedName(table.expressionOf(type));
      return [type, scope.names.free(`${verb.prefix ?? verb.name}${capitalized(name)}`)];
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
  /** Of the verbs by position. */
  readonly compact: readonly ValueContext[];
  readonly loader: string;
  readonly fingerprints: Fingerprints;
}

function serializer(
  stored: StoredType,
  { scope, contexts, loader }: SerializerSite,
): StatementPlan {
  const { name, type } = stored;
  const verbs = contexts.map((context) => {
    const { name: verb, trusting } = context.verb;
    return [trusting ? "revive" : verb, verbCode(stored, context)] as const;
  });
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

/** The serializer by position, where a region asks for one. */
function compactSerializer(
  { name, type, compactName }: StoredType,
  { scope, compact, fingerprints }: SerializerSite,
): readonly StatementPlan[] {
  if (compactName === undefined) return [];
  const verbs = compact.map((context) => {
    return [context.verb.name, ownCode({ name, type }, context.verb.input, context)] as const;
  });
  const fingerprint = stringText(fingerprints.of(type, "compact"));
  const properties = [["plain", name], ["fingerprint", fingerprint], ...verbs] as const;
  return [
    {
      kind: "constant",
      name: compactName,
      exported: true,
      type: `${scope.type("Serializer")}<${typeText(type, valueStyle(scope))}>`,
      value: object(`${scope.value("compactSerializer")}({`, properties, "})"),
      doc: [`Serializer of \`${commentText(expressionText(type))}\` by position.`],
    },
  ];
}

/** The type's own function, or an arrow function around what its parts need. */
function verbCode({ name, type }: StoredType, context: ValueContext): Code {
  const { verb, table } = context;
  if (verb.trusting && isParsed(type, table)) return parserOf(type, context);
  if (verb.input === "json") {
    const place = stringText(expressionText(type));
    const value = `${parserOf(type, context)}(text)`;
    return lambda(["text"], valueCode(type, { value, simple: false, place, hint: name }, context));
  }
  return ownCode({ name, type }, "value", context);
}

/** The runtime's parser is for names that may be anything. */
function parserOf(type: ValueType, { scope, table }: ValueContext): string {
  return hasFreeNames(type, table) ? `${scope.value("decode")}.parse` : "JSON.parse";
}

function ownCode({ name, type }: StoredType, value: string, context: ValueContext): Code {
  const shape = context.table.shapeOf(type);
  if (shape.kind === "named") return context.functionOf(shape.name);
  const subject = { value, simple: true, place: stringText(expressionText(type)), hint: name };
  return lambda([value], valueCode(type, subject, context));
}
