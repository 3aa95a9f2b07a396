import { existsSync, readFileSync } from "node:fs";

/** Reads the version of this package; its package.json is above this file, in source and in dist. */
export function packageVersion(): string {
  const own: unknown = JSON.parse(readFileSync(packageFile(), "utf8"));
  const has = typeof own === "object" && own !== null && "version" in own;
  return has && typeof own.version === "string" ? own.version : "unknown";
}

function packageFile(): URL {
  const places = ["../../package.json", "../../../package.json"];
  const urls = places.map((place) => new URL(place, import.meta.url));
  const found = urls.find((url) => existsSync(url));
  if (found === undefined) throw new Error("package.json of cachegen is not above its files");
  return found;
}
