import { dirname, join } from "node:path";
import type { Symbol as TypeSymbol } from "ts-morph";
import type { Diagnostic, Span } from "../diagnostic/diagnostic.js";
import { quote } from "../diagnostic/quote.js";
import { Report, type Finding } from "../diagnostic/report.js";
import { suggestion } from "../diagnostic/suggest.js";
import { Refusal } from "../refusal.js";
import type { FunctionModel, SchemaModel } from "../schema/model.js";
import type { ImportUse } from "../schema/read-schema.js";
import { openProject, shownPlace } from "../typescript/project.js";
import { askSchemas } from "./child.js";
import { findingOf, questionOf } from "./imported.js";
import { Probe, type ProbedCreator } from "./probe.js";
import { argumentMisfits, resultMisfit, type CreatorMisfit } from "./signature.js";
import { creatorUses, type CreatorUse } from "./subject.js";

/** What is looked into. */
export interface VetTask {
  readonly model: SchemaModel;
  readonly imports: readonly ImportUse[];
  /** Absolute path of the schema. */
  readonly schemaPath: string;
  /** Absolute path of the folder the generated files go to. */
  readonly folder: string;
  /** The generated files, by name: those on disk may be older. */
  readonly files: ReadonlyMap<string, string>;
  /** The folder that paths in messages begin at. */
  readonly cwd: string;
}

/**
 * Looks into what a schema names of the user's own: whether creators are functions of the signatures the schema gives
 * them, and whether imported types are zod schemas whose values can be stored. Reads the project; loads the schemas in
 * another process. Throws a `Refusal` when the project has no types of cachegen.
 */
export async function vet(task: VetTask): Promise<readonly Diagnostic[]> {
  const report = new Report();
  for (const { subject, span, message, ...finding } of vetCreators(task)) {
    const whole = subject === undefined ? message : `${named(subject)} ${message}`;
    report.add({ ...finding, message: whole, span });
  }
  await vetTypes(task, report);
  return report.sorted();
}

/** The creator a finding is about. */
export interface Subject {
  readonly name: string;
  /** Where it stands; `undefined` when TypeScript does not say. */
  readonly place: string | undefined;
}

/** What is wrong with a creator: a sentence that lacks its subject, where it has one. */
export interface CreatorFinding extends Finding {
  readonly subject?: Subject;
  /** The place of the schema that names it. */
  readonly span: Span;
}

function named({ name, place }: Subject): string {
  return place === undefined ? name : `${name} (${place})`;
}

async function vetTypes({ imports, schemaPath }: VetTask, report: Report): Promise<void> {
  const types = imports.filter((use) => use.as === "type");
  if (types.length === 0) return;
  const questions = types.map((use) => questionOf(use, schemaPath));
  const answers = await askSchemas(questions, dirname(schemaPath));
  for (const [at, use] of types.entries()) {
    const answer = answers[at];
    const finding = answer && findingOf(use, answer);
    if (finding !== undefined) report.add({ ...finding, span: use.span });
  }
}

/** As {@link vet}, and of the creators alone. */
export function vetCreators(task: VetTask): readonly CreatorFinding[] {
  const { model, imports, folder, files, cwd } = task;
  const creators = creatorUses(model, imports);
  if (creators.length === 0) return [];
  const project = openProject(dirname(task.schemaPath));
  for (const [name, text] of files) {
    project.createSourceFile(join(folder, name), text, { overwrite: true });
  }
  const probe = new Probe(project, folder, creators);
  if (!probe.knowsPackage) throw withoutTypes(dirname(task.schemaPath));
  return creators.flatMap((creator, at) => {
    const found = exported(creator, probe);
    const { span } = creator.use;
    if (!("symbol" in found)) return [{ ...found, span }];
    const { symbol } = found;
    const subject = { name: creator.use.name, place: placeOf(symbol, cwd) };
    return misfitsOf(creator, probe.creator(at), probe).map((each) => ({ ...each, subject, span }));
  });
}

function placeOf(symbol: TypeSymbol, cwd: string): string | undefined {
  const declaration = symbol.getValueDeclaration();
  return declaration && shownPlace(declaration, cwd);
}

function withoutTypes(folder: string): Refusal {
  const message = `TypeScript does not find the package cachegen from ${folder}`;
  const hint = "install it in the project, and let tsconfig.json resolve packages as node does";
  return new Refusal("CG5008", message, { hint });
}

function exported({ use }: CreatorUse, probe: Probe): Finding | { readonly symbol: TypeSymbol } {
  const module = probe.exportsOf(use.from);
  if (module === undefined) {
    return { code: "CG5007", message: `TypeScript finds no module ${quote(use.path)}` };
  }
  const symbol = module.getProperty(use.name);
  if (symbol !== undefined) return { symbol: symbol.getAliasedSymbol() ?? symbol };
  const names = module.getProperties().map((each) => each.getName());
  const message = `${use.path} has no export ${quote(use.name)}`;
  return { code: "CG5001", message, hint: suggestion(use.name, names) };
}

/** What is wrong with a creator: in words of our own, or else in TypeScript's. */
function misfitsOf(
  { model }: CreatorUse,
  { complaint, ...probed }: ProbedCreator,
  probe: Probe,
): readonly Finding[] {
  const misfits = compared(model, probed, probe);
  if (complaint === undefined || misfits.length > 0) return misfits;
  const hint = `TypeScript says: ${complaint}`;
  return [{ code: "CG5003", message: "is not what the schema says", hint }];
}

function compared(
  { args }: FunctionModel,
  { given, wanted, creator: type, made }: Omit<ProbedCreator, "complaint">,
  probe: Probe,
): readonly CreatorMisfit[] {
  if (type.isAny()) {
    const message = "is any, which TypeScript cannot check";
    return [{ code: "CG5005", message, hint: "write down its type" }];
  }
  const signature = type.getCallSignatures().at(-1);
  if (signature === undefined) return [{ code: "CG5002", message: "is not a function" }];
  const names = args.map(({ name }) => name);
  const result = resultMisfit(made, wanted, probe.file);
  return [...argumentMisfits(signature, given, names), ...(result === undefined ? [] : [result])];
}
