import { randomBytes } from "node:crypto";

const FILE_NAME = /^[A-Za-z][\w$-]*(?:\.ts|\.js|\.d\.ts)$/;

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

const TEMPORARY_NAME = /^\.(.+)\.\d+\.[0-9a-f]{12}\.tmp$/;

/** A name nobody has, under which a file's new text is written first. */
export function temporaryName(name: string): string {
  return `.${name}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`;
}

/** The file a temporary name was made for; `undefined` when it is no such name. */
export function ownerOfTemporary(name: string): string | undefined {
  return TEMPORARY_NAME.exec(name)?.[1];
}
