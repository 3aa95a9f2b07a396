import { readPackageFile } from "./package-file.js";

/** Reads the version of this package. */
export function packageVersion(): string {
  const own: unknown = JSON.parse(readPackageFile("package.json"));
  const has = typeof own === "object" && own !== null && "version" in own;
  return has && typeof own.version === "string" ? own.version : "unknown";
}
