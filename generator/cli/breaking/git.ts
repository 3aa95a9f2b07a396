import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { printable } from "../../diagnostic/quote.js";
import { EXIT, Refusal } from "../../refusal.js";

/** Largest file that is read, in bytes: the manifest of ten thousand functions fits in. */
const LARGEST = 64_000_000;

/** Most that git may take for an answer, in milliseconds: it has it at hand. */
const PATIENCE_MS = 60_000;

/** A commit of the repository that a folder lies in. */
export interface Commit {
  /** As it was asked for, such as `main`. */
  readonly ref: string;
  /** Absolute path of the repository's root, without links. */
  readonly root: string;
  /** The text of a file by its path from the root, with forward slashes; `undefined` when the commit has none. */
  read(path: string): Promise<string | undefined>;
}

/** Finds a commit by a branch, a tag or whatever git takes for one. Throws a `Refusal` when there is none. */
export async function commitOf(ref: string, folder: string): Promise<Commit> {
  // Not an option of git, nor a file in a commit.
  if (!/^[^-:\s\p{Cc}][^:\p{Cc}]*$/u.test(ref)) throw unknownRef(ref);
  const root = await rootOf(folder);
  const id = await objectId(`${ref}^{commit}`, root);
  if (id === undefined) throw unknownRef(ref);
  return {
    ref,
    root,
    async read(path) {
      const file = await objectId(`${id}:${path}`, root);
      return file === undefined ? undefined : ask(["cat-file", "blob", file], root);
    },
  };
}

async function rootOf(folder: string): Promise<string> {
  return (await ask(["rev-parse", "--show-toplevel"], folder)).replace(/\r?\n$/, "");
}

/** The name of an object; `undefined` when there is none. */
async function objectId(expression: string, root: string): Promise<string | undefined> {
  try {
    return (await run(["rev-parse", "--verify", "--quiet", expression], root)).trim();
  } catch (error) {
    if (isObject(error) && error["code"] === 1) return undefined;
    throw refusalOf(error);
  }
}

/** What git answers; throws a `Refusal` with what it complains of. */
async function ask(args: readonly string[], folder: string): Promise<string> {
  return run(args, folder).catch((error: unknown) => {
    throw refusalOf(error);
  });
}

/** Runs git as it is, without a shell. It is asked for what is there: nothing is fetched, nothing is locked. */
async function run(args: readonly string[], folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)("git", args, {
    cwd: folder,
    env: environment(),
    maxBuffer: LARGEST,
    timeout: PATIENCE_MS,
    windowsHide: true,
  });
  return stdout;
}

/** Where git runs a hook it says which repository it means, from a folder that need not be ours. */
function environment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...others } = process.env;
  return { ...others, LC_ALL: "C", GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" };
}

function unknownRef(ref: string): Refusal {
  const message = `git knows no commit called ${JSON.stringify(ref)}`;
  const hint = "name a branch, a tag or a commit that was fetched, such as git:origin/main";
  return new Refusal("CG9014", message, { hint, exitCode: EXIT.usage });
}

function refusalOf(cause: unknown): Refusal {
  const options = { exitCode: EXIT.usage, cause };
  if (isObject(cause) && cause["code"] === "ENOENT") {
    const hint = "install git, or name a manifest by its path";
    return new Refusal("CG9014", "git cannot be called: it is not installed", { ...options, hint });
  }
  const complaint = isObject(cause) ? String(cause["stderr"] ?? "") : "";
  const [line = "", ...others] = complaint.trim().split("\n");
  const said = printable((others.find((each) => each.startsWith("fatal")) ?? line).slice(0, 300));
  const message = said === "" ? "git gives no answer" : `git says: ${said}`;
  const hint = "call it inside the repository of the schema, or name a manifest by its path";
  return new Refusal("CG9014", message, { ...options, hint });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
