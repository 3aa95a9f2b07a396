import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as TsMorph from "ts-morph";
import { foldersUpward, shownPath } from "../path.js";

/** A project of the user's own, as TypeScript sees it: read from disk, never written. */
export type SourceProject = TsMorph.Project;

/** Something in a file of the project. */
export type SourcePlace = Pick<TsMorph.Node, "getSourceFile" | "getStart">;

/**
 * Opens the project around a folder, with the compiler options of the nearest `tsconfig.json` upward. Nothing is read
 * but what is asked for and what that imports. Without a `tsconfig.json` the options are those of a strict node project.
 */
export function openProject(folder: string): SourceProject {
  // Loaded when a command needs it: it takes longer than all the others need to run.
  const { Project, ts }: typeof TsMorph = createRequire(import.meta.url)("ts-morph");
  const tsConfigFilePath = nearestConfig(folder);
  const node = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
  };
  return new Project({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    ...(tsConfigFilePath === undefined ? {} : { tsConfigFilePath }),
    compilerOptions: {
      ...(tsConfigFilePath === undefined ? node : {}),
      allowJs: true,
      // What a schema names is imported by the name of its file where the output is JavaScript.
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      // What is asked of TypeScript uses less than it declares.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
  });
}

/** A place as messages name it: `src/users.ts:3:17`, from the folder one is in. */
export function shownPlace(place: SourcePlace, cwd: string): string {
  const file = place.getSourceFile();
  const { line, column } = file.getLineAndColumnAtPos(place.getStart());
  return `${shownPath(cwd, file.getFilePath())}:${line}:${column}`;
}

function nearestConfig(folder: string): string | undefined {
  const configs = foldersUpward(folder).map((above) => join(above, "tsconfig.json"));
  return configs.find((config) => existsSync(config));
}
