import type { FunctionModel, MultiModel, SingleModel } from "../schema/model.js";
import { arrow, generic, object, tuple } from "./code.js";
import type { RuntimeType, RuntimeValue } from "./file-scope.js";
import type { FunctionSite } from "./function-site.js";
import { keyCode } from "./key-code.js";
import { commentText, stringText } from "./literal.js";
import {
  callerTuple,
  creatorTuple,
  declarations,
  listed,
  mayBeLeftOut,
  parametersOf,
  type Parameter,
} from "./parameters.js";
import type { Code, StatementPlan } from "./plan.js";
import { functionSettings } from "./settings.js";
import { typeText, valueStyle } from "./type-text.js";

/** The accessor's type and the definition of one function. */
export function functionStatements(
  model: FunctionModel,
  accessor: string,
  site: FunctionSite,
): readonly StatementPlan[] {
  const parts = model.kind === "single" ? singleParts(model, site) : multiParts(model, site);
  const { scope, region } = site;
  const own = [accessor, ...parts.full];
  return [
    {
      kind: "alias",
      name: accessor,
      type: generic(scope.type(parts.accessor), ...parts.types),
      doc: [`Accessor of \`${region.name}.${model.name}\`.`],
    },
    {
      kind: "constant",
      name: model.name,
      exported: true,
      type: generic(scope.type(parts.definition), ...parts.types, ...own),
      value: object(`${scope.value(parts.define)}({`, properties(model, parts, site), "})"),
      doc: docOf(model, parts.signature, site),
    },
  ];
}

/** What differs between the kinds of functions. */
interface FunctionParts {
  readonly accessor: RuntimeType;
  readonly definition: RuntimeType;
  readonly define: RuntimeValue;
  /** Type arguments that accessor and definition share. */
  readonly types: readonly Code[];
  /** The creator's arguments, where they are not the callers'. */
  readonly full: readonly Code[];
  /** The arguments of one key. */
  readonly one: readonly Parameter[];
  /** The arguments of one call. */
  readonly many: readonly Parameter[];
  /** Properties of the kind alone. */
  readonly extra: readonly (readonly [name: string, value: Code])[];
  /** The arguments as the documentation lists them. */
  readonly signature: string;
}

function singleParts(model: SingleModel, site: FunctionSite): FunctionParts {
  const parameters = parametersOf(model.args, site);
  return {
    accessor: "Accessor",
    definition: "Definition",
    define: "defineFunction",
    types: [callerTuple(parameters), valueType(model, site)],
    full: fullTuple(parameters),
    one: parameters,
    many: parameters,
    extra: [],
    signature: signatureOf(parameters),
  };
}

function multiParts(model: MultiModel, site: FunctionSite): FunctionParts {
  const one = parametersOf(model.args, site);
  const many = parametersOf(listed(model.args, model.varying), site);
  const index = model.args.findIndex((argument) => argument.name === model.varying);
  const fixed = one.filter((_, position) => position !== index);
  const item = one[index];
  if (item === undefined) throw new Error(`${model.name} has no argument ${model.varying}`);
  const tuples = [many, one, fixed].map(callerTuple);
  return {
    ...(model.result === "map" ? MAP_NAMES : LIST_NAMES),
    types: [...tuples, item.type, valueType(model, site)],
    full: fullTuple(many),
    one,
    many,
    extra: [["varying", String(index)]],
    signature: signatureOf(many),
  };
}

const MAP_NAMES = {
  accessor: "MapAccessor",
  definition: "MapDefinition",
  define: "defineMapFunction",
} as const;

const LIST_NAMES = {
  accessor: "ListAccessor",
  definition: "ListDefinition",
  define: "defineListFunction",
} as const;

function properties(
  model: FunctionModel,
  { one, many, extra }: FunctionParts,
  site: FunctionSite,
): readonly (readonly [name: string, value: Code])[] {
  const { scope, stored, fingerprints, region } = site;
  const serializer = `${scope.module("serializers")}.${stored.nameOf(model.returns, region.wire)}`;
  return [
    ["region", "region"],
    ["name", stringText(model.name)],
    ...extra,
    ["key", arrow(declarations(one), keyCode(model, one, site))],
    ...(model.python === undefined ? [] : [["python", "true"] as const]),
    ["args", arrow(declarations(many), tuple(many.map(({ name }) => name)))],
    ["serializer", serializer],
    ["fingerprint", stringText(fingerprints.of(model.returns, region.wire))],
    ...functionSettings(model.policy),
  ];
}

function docOf(
  model: FunctionModel,
  signature: string,
  { region }: FunctionSite,
): readonly string[] {
  const call = `\`${region.name}.${model.name}(${signature})\``;
  const base = model.kind === "multi" ? model.multiOf : undefined;
  const shared =
    base === undefined ? [] : [`the entries of \`${region.name}.${base}\`, many at once.`];
  const described = commentText(model.description ?? "");
  const [first, ...others] = [...shared, ...(described === "" ? [] : [described])];
  const python = model.python === undefined ? [] : [`In Python \`${model.python.function}\`.`];
  return [first === undefined ? `${call}.` : `${call}: ${first}`, ...others, ...python];
}

function signatureOf(parameters: readonly Parameter[]): string {
  return parameters
    .map((parameter) => `${parameter.label}${mayBeLeftOut(parameter) ? "?" : ""}`)
    .join(", ");
}

function fullTuple(parameters: readonly Parameter[]): readonly Code[] {
  return parameters.some(mayBeLeftOut) ? [creatorTuple(parameters)] : [];
}

function valueType(model: FunctionModel, { scope }: FunctionSite): string {
  return typeText(model.returns, valueStyle(scope));
}
