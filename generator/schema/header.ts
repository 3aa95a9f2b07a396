/** The name a new schema gets. */
export const SCHEMA_NAME = "cache.schema.yaml";

/** What a schema begins with, for editors. `modules` is the way from it to the folder in which the package is installed. */
export function editorLine(modules: string): string {
  return `# yaml-language-server: $schema=${modules}/cachegen/schema/cache.schema.json\n`;
}

/** Most characters of a namespace: it stands in every key. */
const LONGEST = 40;

/** The namespace that a project of some name has: the name, without its scope and what keys cannot hold. */
export function namespaceOf(name: string): string {
  const own = name.slice(name.lastIndexOf("/") + 1).replace(/[^A-Za-z0-9_.-]+/g, "-");
  const trimmed = own
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, LONGEST)
    .replace(/[^A-Za-z0-9]+$/, "");
  return trimmed === "" ? "app" : trimmed;
}
