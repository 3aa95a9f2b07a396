import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generateOutput } from "../../generator/generate.js";
import { readSchema } from "../../generator/schema/read-schema.js";
import { blocksIn, ROOT, type Block, type Page } from "./page.js";

/** Gives a program the time that a server takes on a busy machine: what pages print goes by what it answers. */
const PATIENT = new URL("patient.ts", import.meta.url).href;

/** What a program printed, and how it ended. */
export interface Run {
  readonly output: string;
  readonly exitCode: number | null;
}

/** A folder in which each page of the documentation is a small project of its own. */
export class ExampleProject {
  readonly #folder = mkdtempSync(join(tmpdir(), "cachegen-docs-"));
  readonly #generated = new Map<string, ReadonlyMap<string, string>>();

  constructor() {
    mkdirSync(join(this.#folder, "node_modules"));
    for (const name of ["zod", "ioredis", "@types"]) {
      symlinkSync(join(ROOT, "node_modules", name), join(this.#folder, "node_modules", name));
    }
    symlinkSync(ROOT, join(this.#folder, "node_modules/cachegen"));
    this.#write("package.json", JSON.stringify({ type: "module" }));
    // Few applications are written so.
    const compilerOptions = { noEmit: true, declaration: false, isolatedDeclarations: false };
    const tsconfig = { extends: join(ROOT, "tsconfig.base.json"), compilerOptions };
    this.#write("tsconfig.json", JSON.stringify(tsconfig));
  }

  /** Write a page's examples, and the code its first schema without a fault generates. */
  async add(page: Page): Promise<void> {
    for (const block of programsOf(page)) this.#write(fileOf(page, block), block.text);
    const schema = blocksIn(page, "yaml").find(({ label }) => !label.startsWith("faulty"));
    if (schema === undefined) return;
    const { model } = readSchema(schema.text);
    if (model === undefined) throw new Error(`${page.path}:${schema.line}: the schema has faults`);
    const { files } = await generateOutput(model, "cache.schema.yaml");
    for (const [name, text] of files) this.#write(`${page.name}/generated/${name}`, text);
    this.#generated.set(page.name, files);
  }

  /** The generated text of a file that a page names as `generated/users.ts`. */
  generated(page: Page, path: string): string {
    return this.#generated.get(page.name)?.get(path.replace("generated/", "")) ?? "";
  }

  /** Type-check every example of every page. */
  typeCheck(): Promise<Run> {
    return this.#run(["tsc", "-p", "."]);
  }

  /** Run one example. */
  run(page: Page, block: Block): Promise<Run> {
    return this.#run([
      "tsx",
      "--conditions=@cachegen/source",
      "--import",
      PATIENT,
      fileOf(page, block),
    ]);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), text);
  }

  #run([program = "", ...args]: readonly string[]): Promise<Run> {
    const child = spawn(join(ROOT, "node_modules/.bin", program), args, { cwd: this.#folder });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    return new Promise((resolve, reject) => {
      child.on("error", reject).on("close", (exitCode) => {
        resolve({ output, exitCode });
      });
    });
  }
}

/** The TypeScript examples that are programs, not excerpts of generated code. */
export function programsOf(page: Page): Block[] {
  return blocksIn(page, "ts").filter(({ label }) => !isExcerpt(label));
}

/** The TypeScript examples that show what is generated. */
export function excerptsOf(page: Page): Block[] {
  return blocksIn(page, "ts").filter(({ label }) => isExcerpt(label));
}

function isExcerpt(label: string): boolean {
  return label.startsWith("generated/");
}

function fileOf(page: Page, { label, line }: Block): string {
  return `${page.name}/${label === "" ? `line-${line}.ts` : label}`;
}
