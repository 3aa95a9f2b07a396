import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { main } from "../../../generator/cli/main.js";
import type { Pipeline } from "../../../generator/cli/pipeline.js";

/** What a run of the command line gave. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to call the command line; `folder` is inside the project. */
export interface Call {
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** What stands on the standard input. */
  readonly stdin?: string;
  /** Aborted to stop it. */
  readonly stop?: AbortSignal;
  /** Called with all that stands on the error stream, whenever there is more. */
  readonly heard?: (stderr: string) => void;
  readonly pipeline?: Pipeline;
}

/** A schema without a fault. */
export const SCHEMA = `version: 1
namespace: shop
regions:
  users:
    functions:
      getUser:
        args:
          id: string
        returns: string
`;

/** A folder of its own for one test. */
export class Project {
  readonly root: string = mkdtempSync(join(tmpdir(), "cachegen-cli-"));

  constructor(files: Readonly<Record<string, string | Uint8Array>>) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  async run(argv: readonly string[], call: Call = {}): Promise<Run> {
    const written = { stdout: "", stderr: "" };
    const isTTY = call.isTTY ?? false;
    const terminal = {
      cwd: this.path(call.folder ?? "."),
      env: call.env ?? {},
      stdin: Readable.from([Buffer.from(call.stdin ?? "")]),
      stdout: { isTTY, write: (text: string) => (written.stdout += text) },
      stderr: {
        isTTY,
        write(text: string) {
          written.stderr += text;
          call.heard?.(written.stderr);
        },
      },
      stopSignal: () => call.stop ?? new AbortController().signal,
    };
    const exitCode = await main(argv, terminal, call.pipeline);
    return { exitCode, ...written };
  }

  /** Make it a TypeScript project in which the package and what goes with it are installed. */
  install(): this {
    const root = join(import.meta.dirname, "../../..");
    mkdirSync(this.path("node_modules"));
    for (const name of ["zod", "tsx", "@types"]) {
      symlinkSync(join(root, "node_modules", name), this.path(`node_modules/${name}`));
    }
    symlinkSync(root, this.path("node_modules/cachegen"));
    this.write("package.json", '{ "type": "module" }');
    const compilerOptions = { noEmit: true, declaration: false, isolatedDeclarations: false };
    const config = { extends: join(root, "tsconfig.base.json"), compilerOptions };
    this.write("tsconfig.json", JSON.stringify(config));
    return this;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A project with a package.json, removed after the test. */
export function projectOf(files: Readonly<Record<string, string | Uint8Array>>): Project {
  const project = new Project({ "package.json": "{}", ...files });
  onTestFinished(() => project.remove());
  return project;
}

/** Runs the command line in such a project. */
export function runOn(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  call?: Call,
): Promise<Run> {
  return projectOf(files).run(argv, call);
}
