import path from "node:path";

/** How a system writes paths: `path.posix`, `path.win32`. */
type PathStyle = Pick<typeof path, "relative" | "sep">;

/** Shows a path as people near it would write it: relative, with forward slashes. */
export function shownPath(cwd: string, to: string, style: PathStyle = path): string {
  return (style.relative(cwd, to) || ".").split(style.sep).join("/");
}
