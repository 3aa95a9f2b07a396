import { existsSync, readFileSync } from "node:fs";

/** Reads a file of this package by its path in it; the package is above this file, in source and in dist. */
export function readPackageFile(path: string): string {
  const places = [`../../${path}`, `../../../${path}`];
  const urls = places.map((place) => new URL(place, import.meta.url));
  const found = urls.find((url) => existsSync(url));
  if (found === undefined) throw new Error(`${path} of cachegen is not above its files`);
  return readFileSync(found, "utf8");
}
