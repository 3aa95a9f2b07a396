import path from "node:path";

/** How a system writes paths: `path.posix`, `path.win32`. */
type PathStyle = Pick<typeof path, "relative" | "sep" | "isAbsolute">;

/** The way from a folder, as people in it would write it: relative, with forward slashes, on every machine. */
export function shownPath(folder: string, to: string, style: PathStyle = path): string {
  return (style.relative(folder, to) || ".").split(style.sep).join("/");
}

/** Tells whether something is a folder or lies in it. Both are absolute paths without links. */
export function isWithin(folder: string, to: string, style: PathStyle = path): boolean {
  const way = style.relative(folder, to);
  return way !== ".." && !way.startsWith(`..${style.sep}`) && !style.isAbsolute(way);
}

/** Lists a folder and all above it, nearest first. */
export function foldersUpward(folder: string): readonly string[] {
  const folders = [path.resolve(folder)];
  for (let above = path.dirname(path.resolve(folder)); above !== folders.at(-1);) {
    folders.push(above);
    above = path.dirname(above);
  }
  return folders;
}
