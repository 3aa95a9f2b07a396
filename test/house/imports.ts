import { readdirSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { Project } from "ts-morph";

/** The root of the package. */
export const ROOT: string = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** One import or re-export of one file. */
export interface Import {
  /** The importing file, from the root, with `/`. */
  readonly from: string;
  /** The imported file from the root, or the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

/** Every TypeScript file below these folders, from the root. */
export function sourcesOf(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((path) => posix.join(folder, path.replaceAll("\\", "/")))
      .filter((path) => path.endsWith(".ts"))
      .sort(),
  );
}

/** Every static and dynamic import of these files, type-only ones included. */
export function importsOf(files: readonly string[]): Import[] {
  const project = new Project({
    compilerOptions: { allowJs: false },
    skipFileDependencyResolution: true,
  });
  return files.flatMap((from) => {
    const source = project.addSourceFileAtPath(join(ROOT, from));
    const declared = [...source.getImportDeclarations(), ...source.getExportDeclarations()].flatMap(
      (declaration) => {
        const specifier = declaration.getModuleSpecifierValue();
        if (specifier === undefined) return [];
        return [{ from, to: resolved(from, specifier), typeOnly: declaration.isTypeOnly() }];
      },
    );
    const dynamic = source.getImportStringLiterals().map((literal) => literal.getLiteralText());
    const seen = new Set(declared.map(({ to }) => to));
    return [
      ...declared,
      ...dynamic
        .map((specifier) => ({ from, to: resolved(from, specifier), typeOnly: false }))
        .filter(({ to }) => !seen.has(to)),
    ];
  });
}

function resolved(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
}
