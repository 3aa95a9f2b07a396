const FILE_NAME = /^[A-Za-z][\w$-]*\.ts$/;

/** Whether a name is one that generated files bear: inside the folder, neither hidden nor in a folder of its own. */
export function isFileName(name: string): boolean {
  return FILE_NAME.test(name);
}

/** Throws when a set of names cannot stand in one folder, on any file system. */
export function assertFileNames(names: Iterable<string>): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (!isFileName(name)) throw new Error(`${JSON.stringify(name)} cannot be a generated file`);
    if (seen.has(name.toLowerCase())) throw new Error(`two generated files are called ${name}`);
    seen.add(name.toLowerCase());
  }
}
