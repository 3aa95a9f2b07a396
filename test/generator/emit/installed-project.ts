import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { BuiltCommand } from "../../../bench/generator/command.js";
import { ROOT } from "../../house/imports.js";

/** Packages of the repository that a project may have installed beside cachegen. */
const PACKAGES = ["zod", "tsx", "vite"];

/** A project outside of the repository, in which cachegen is installed as it is built. */
export class InstalledProject {
  readonly root: string = mkdtempSync(join(tmpdir(), "cachegen-installed-"));

  constructor(built: BuiltCommand, files: Readonly<Record<string, string>>) {
    mkdirSync(join(this.root, "node_modules"));
    for (const name of PACKAGES) {
      symlinkSync(join(ROOT, "node_modules", name), join(this.root, "node_modules", name));
    }
    const installed = join(this.root, "node_modules/cachegen");
    mkdirSync(installed);
    copyFileSync(join(ROOT, "package.json"), join(installed, "package.json"));
    symlinkSync(join(built.folder, "dist"), join(installed, "dist"));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.root, name)), { recursive: true });
    writeFileSync(join(this.root, name), text);
  }

  /** Generate with the built command line. Throws when it fails. */
  generate(): void {
    const command = join(this.root, "node_modules/cachegen/dist/generator/bin.js");
    execFileSync(process.execPath, [command, "generate"], { cwd: this.root, stdio: "pipe" });
  }

  /** What Node prints, given these arguments; for a failure, what it says of it. */
  node(...args: readonly string[]): Promise<string> {
    return promisify(execFile)(process.execPath, args, { cwd: this.root }).then(
      ({ stdout }) => stdout,
      (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
    );
  }

  /** What the command of an installed package prints. */
  run(path: string, ...args: readonly string[]): Promise<string> {
    return this.node(join(ROOT, "node_modules", path), ...args);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
