import { compileFunction } from "node:vm";
import { ts } from "ts-morph";
import * as zodTypes from "../../../runtime/zod.js";
import type { Definition, Serializer } from "../../../runtime/index.js";
import * as runtime from "../../../runtime/generated.js";

/** What the generated files of a schema with one region `all` export. */
export interface Generated {
  readonly serializers: Readonly<Record<string, Serializer<unknown>>>;
  readonly all: Readonly<Record<string, Definition<[unknown], unknown, unknown>>>;
}

/** Runs generated files, as text, on the runtime of this repository: nothing is written to disk. */
export function runGenerated(files: ReadonlyMap<string, string>): Generated {
  const load = loaderOf(files);
  // The files were generated of a model of this shape.
  return { serializers: load("./serializers.js"), all: load("./all.js") } as Generated;
}

/** Loads generated files by the names they import each other by, each once. */
export function loaderOf(files: ReadonlyMap<string, string>): (name: string) => object {
  const modules = new Map<string, object>([
    ["cachegen/runtime", runtime],
    ["cachegen/zod", zodTypes],
  ]);
  const load = (name: string): object => {
    const known = modules.get(name);
    if (known !== undefined) return known;
    const file = name.replace(/^\.\//, "");
    const source = files.get(file) ?? files.get(file.replace(/\.js$/, ".ts"));
    if (source === undefined) throw new Error(`generated code imports ${name}`);
    const exports = {};
    modules.set(name, exports);
    compileFunction(commonJs(source), ["require", "exports"])(load, exports);
    return exports;
  };
  return load;
}

/** What was compiled already: of many schemas that are almost the same, most files are. */
const compiled = new Map<string, string>();

/** TypeScript or JavaScript as the CommonJS that a function can run; `import()` becomes a promise of `require()`. */
function commonJs(source: string): string {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  compiled.set(source, outputText);
  return outputText;
}
