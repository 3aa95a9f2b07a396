/** The name a new schema gets. */
export const SCHEMA_NAME = "cache.schema.yaml";

/** What a schema begins with, for editors. `modules` is the way from it to the folder in which the package is installed. */
export function editorLine(modules: string): string {
  return `# yaml-language-server: $schema=${modules}/cachegen/schema/cache.schema.json\n`;
}
