import type { DiagnosticMessageChain, SourceFile, Type } from "ts-morph";
import type { SourceProject } from "../typescript/project.js";
import { capped, withoutPaths } from "../typescript/type.js";
import type { CreatorUse } from "./subject.js";

/** What generated code expects of a creator, and what the creator is. */
export interface ProbedCreator {
  /** A tuple of the arguments it gets, defaults filled in. */
  readonly given: Type;
  /** What it must make, free of promises. */
  readonly wanted: Type;
  readonly creator: Type;
  /** What it makes, free of promises. */
  readonly made: Type;
  /** What TypeScript says against it; `undefined` when it fits. */
  readonly complaint: string | undefined;
}

/**
 * Questions to TypeScript about what a schema names: a file beside the generated ones, in memory only, that assigns each
 * creator to the type the schema asks for.
 */
export class Probe {
  readonly #file: SourceFile;
  readonly #modules: readonly string[];
  readonly #complaints: ReadonlyMap<number, string>;

  constructor(project: SourceProject, folder: string, creators: readonly CreatorUse[]) {
    this.#modules = [...new Set(creators.map(({ use }) => use.from))];
    const text = probeText(creators, this.#modules);
    this.#file = project.createSourceFile(`${folder}/cachegen-vet.ts`, text, { overwrite: true });
    project.resolveSourceFileDependencies();
    this.#complaints = complaintsOf(project, this.#file);
  }

  /** The place types are looked at from. */
  get file(): SourceFile {
    return this.#file;
  }

  /** Whether the types of the package were found: without them every answer is empty. */
  get knowsPackage(): boolean {
    return !this.#complaints.has(1);
  }

  /** What a module exports as values; `undefined` when there is no such module. */
  exportsOf(from: string): Type | undefined {
    const name = moduleName(this.#modules.indexOf(from));
    const line = this.#file.getImportDeclaration(
      (each) => each.getNamespaceImport()?.getText() === name,
    );
    if (line === undefined || this.#complaints.has(line.getStartLineNumber())) return undefined;
    return line.getNamespaceImport()?.getType();
  }

  /** The answers about a creator that is there. */
  creator(at: number): ProbedCreator {
    const line = this.#file.getVariableDeclarationOrThrow(`fit${at}`).getStartLineNumber();
    return {
      given: this.#typeOf(`given${at}`),
      wanted: this.#typeOf(`wanted${at}`),
      creator: this.#typeOf(`creator${at}`),
      made: this.#typeOf(`made${at}`),
      complaint: this.#complaints.get(line),
    };
  }

  #typeOf(name: string): Type {
    return this.#file.getVariableDeclarationOrThrow(name).getType();
  }
}

function moduleName(at: number): string {
  return `module${at}`;
}

/** The types a definition was made with: the creator's arguments, and what it makes. */
const HEAD = [
  'import type { Creator, Definition, ListDefinition, MapDefinition, MultiCreator } from "cachegen/runtime";',
  "type Of<D> = D extends Definition<infer _A, infer V, infer _B, infer F> ? [F, V] : never;",
  "type OfMap<D> = D extends MapDefinition<infer _M, infer _O, infer _X, infer I, infer V, infer _B, infer F> ? [F, ReadonlyMap<I, V>] : never;",
  "type OfList<D> = D extends ListDefinition<infer _M, infer _O, infer _X, infer _I, infer V, infer _B, infer F> ? [F, readonly V[]] : never;",
];

const KINDS = {
  single: { of: "Of", creator: "Creator" },
  map: { of: "OfMap", creator: "MultiCreator" },
  list: { of: "OfList", creator: "MultiCreator" },
} as const;

function probeText(creators: readonly CreatorUse[], modules: readonly string[]): string {
  const regions = [...new Set(creators.map(({ region }) => region))];
  const regionName = (region: string): string => `region${regions.indexOf(region)}`;
  return [
    ...HEAD,
    ...regions.map((name) => `import type * as ${regionName(name)} from "./${name}.js";`),
    ...modules.map((from, at) => `import * as ${moduleName(at)} from "${from}";`),
    ...creators.flatMap(({ region, model, use }, at) => {
      const { of, creator } = KINDS[model.kind === "single" ? "single" : model.result];
      return [
        `type Parts${at} = ${of}<typeof ${regionName(region)}.${model.name}>;`,
        `declare const given${at}: Parts${at}[0];`,
        `declare const wanted${at}: Parts${at}[1];`,
        `declare const creator${at}: typeof ${moduleName(modules.indexOf(use.from))}.${use.name};`,
        `declare const made${at}: Awaited<ReturnType<typeof creator${at}>>;`,
        `const fit${at}: ${creator}<Parts${at}[0], Parts${at}[1]> = creator${at};`,
      ];
    }),
  ].join("\n");
}

/** Longest complaint of TypeScript that is repeated, in UTF-16 units. */
const LONGEST_COMPLAINT = 240;

/** TypeScript's words by line, one sentence each. */
function complaintsOf(project: SourceProject, file: SourceFile): ReadonlyMap<number, string> {
  const complaints = new Map<number, string>();
  const diagnostics = project.getProgram().getSemanticDiagnostics(file);
  for (const diagnostic of diagnostics) {
    const line = diagnostic.getLineNumber() ?? 0;
    const found = diagnostic.getMessageText();
    const text = typeof found === "string" ? found : flat(found);
    if (!complaints.has(line)) complaints.set(line, capped(withoutPaths(text), LONGEST_COMPLAINT));
  }
  return complaints;
}

/** The last of a chain of reasons: those before it say the same of what it is a part of. */
function flat(chain: DiagnosticMessageChain): string {
  const [next] = chain.getNext() ?? [];
  return next === undefined ? chain.getMessageText() : flat(next);
}
