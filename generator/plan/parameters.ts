import type { ArgumentModel } from "../schema/model.js";
import { annotation, tuple } from "./code.js";
import { defaultCode } from "./default-code.js";
import type { FileScope } from "./file-scope.js";
import { member } from "./literal.js";
import { Names, plural } from "./names.js";
import type { Code } from "./plan.js";
import type { TypeTable } from "./type-table.js";
import { typeText } from "./type-text.js";

/** An argument of a function, ready to be declared. */
export interface Parameter {
  readonly model: ArgumentModel;
  /** The label people see. */
  readonly label: string;
  /** The name inside generated functions: the label, unless that would hide something they use. */
  readonly name: string;
  readonly type: string;
  /** The default as an expression. */
  readonly initial?: Code;
}

/** What the functions of a region file use, which no parameter may hide. */
const USED = ["check", "decode", "key", "keys", "python", "types"] as const;

/** As {@link USED}, of what every program has: defaults are made with it. */
const USED_GLOBALS = ["Date", "Map", "Set", "globalThis"];

/** The arguments of a function as parameters. */
export function parametersOf(
  args: readonly ArgumentModel[],
  { scope, table }: Site,
): readonly Parameter[] {
  const names = new Names([...USED.map((name) => scope.local(name)), ...USED_GLOBALS]);
  return args.map((model) => {
    const parameter = {
      model,
      label: member(model.name),
      name: names.free(model.name),
      type: typeText(model.type, { scope, own: false, readonly: true }),
    };
    if (model.default === undefined) return parameter;
    return { ...parameter, initial: defaultCode(model.default, model.type, { scope, table }) };
  });
}

/** The arguments of a multi function as its callers give them: the varying one as a list, named for many. */
export function listed(args: readonly ArgumentModel[], varying: string): readonly ArgumentModel[] {
  const many = plural(varying);
  const name = args.some((argument) => argument.name === many) ? varying : many;
  return args.map((argument) =>
    argument.name === varying
      ? { ...argument, name, type: { kind: "list", of: argument.type } }
      : argument,
  );
}

/** The tuple callers fill: what may be left out may also be `undefined`. */
export function callerTuple(parameters: readonly Parameter[]): Code {
  return tuple(
    parameters.map((parameter) =>
      mayBeLeftOut(parameter)
        ? `${parameter.label}?: ${parameter.type} | undefined`
        : `${parameter.label}: ${parameter.type}`,
    ),
  );
}

/** The tuple creators get: defaults filled in. */
export function creatorTuple(parameters: readonly Parameter[]): Code {
  return tuple(
    parameters.map((parameter) =>
      parameter.model.optional && parameter.initial === undefined
        ? `${parameter.label}: ${parameter.type} | undefined`
        : `${parameter.label}: ${parameter.type}`,
    ),
  );
}

/** The parameters of a generated function. */
export function declarations(parameters: readonly Parameter[]): readonly Code[] {
  return parameters.map(({ name, type, initial, model }) => {
    if (initial !== undefined) return [name, annotation(`: ${type}`), " = ", initial];
    return [name, annotation(`${model.optional ? "?" : ""}: ${type}`)];
  });
}

/** Whether callers may leave the argument out. */
export function mayBeLeftOut({ model }: Parameter): boolean {
  return model.optional || model.default !== undefined;
}

interface Site {
  readonly scope: FileScope;
  readonly table: TypeTable;
}
