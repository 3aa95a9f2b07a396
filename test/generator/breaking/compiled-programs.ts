import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { Project } from "../cli/project.js";
import { PROGRAM } from "./shop.js";

/**
 * Compiles the program once with each of several outputs, all in one run of the compiler; gives what it complains of, by the
 * names of the outputs. Outputs of one text are compiled once.
 */
export async function compilePrograms(
  outputs: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const project = new Project({}).install();
  try {
    const folders = new Map<string, string>();
    const folderOf = new Map<string, string>();
    for (const [name, files] of outputs) {
      const text = JSON.stringify([...files]);
      const folder = folders.get(text) ?? `output${folders.size}`;
      if (!folders.has(text)) writeProgram(project, folder, files);
      folders.set(text, folder);
      folderOf.set(name, folder);
    }
    const complaints = await typeCheck(project);
    return new Map(
      [...folderOf].map(([name, folder]) => {
        return [name, complaints.filter((line) => line.startsWith(`${folder}/`))];
      }),
    );
  } finally {
    project.remove();
  }
}

function writeProgram(project: Project, folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(project.path(`${folder}/generated`), { recursive: true });
  writeFileSync(project.path(`${folder}/program.ts`), PROGRAM);
  for (const [name, text] of files) {
    writeFileSync(project.path(`${folder}/generated/${name}`), text);
  }
}

async function typeCheck(project: Project): Promise<readonly string[]> {
  const tsc = join(import.meta.dirname, "../../../node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", "."], {
    cwd: project.root,
    maxBuffer: 16_000_000,
  });
  const report = await run.then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
  return report.split("\n").filter((line) => line.includes("error TS"));
}
