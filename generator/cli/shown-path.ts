import { relative, sep } from "node:path";

/** Shows a path as people near it would write it: relative, with forward slashes. */
export function shownPath(cwd: string, path: string): string {
  return (relative(cwd, path) || ".").split(sep).join("/");
}
