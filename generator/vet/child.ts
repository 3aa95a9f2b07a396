import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readAnswer, type SchemaAnswer } from "./answer.js";

/** A zod schema to look at, by what a program beside the schema would import. */
export interface SchemaQuestion {
  /** URL of a file, or the name of a package. */
  readonly module: string;
  readonly name: string;
}

/** Most one module may take to load, in seconds. */
const PATIENCE = 30;

/** Modules that may fail to end before the others are not waited for any more. */
const MOST_ENDLESS = 4;

/** As much as is kept of what the process complains, in UTF-16 units. */
const MOST_KEPT = 10_000;

/**
 * Loads modules of the user's own in a process of its own, with `tsx` where the project has it, and looks at schemas in
 * them. Nothing of theirs runs in this process; what they print is lost. Each has `patience` seconds, 30 by default; one
 * that does not end, or ends the process, speaks for itself alone: the others are looked at in another process.
 */
export async function askSchemas(
  questions: readonly SchemaQuestion[],
  folder: string,
  patience: number = PATIENCE,
): Promise<readonly SchemaAnswer[]> {
  const answers: SchemaAnswer[] = [];
  const failures = new Map<string, string>();
  while (answers.length < questions.length) {
    const open = questions.slice(answers.length);
    const known = open[0] && (failures.get(open[0].module) ?? tooMany(failures.size));
    if (known !== undefined) {
      answers.push({ kind: "unloaded", reason: known });
      continue;
    }
    const reason = await new Asking(open, answers, patience).in(folder);
    const stopped = questions[answers.length];
    if (stopped !== undefined) failures.set(stopped.module, reason);
  }
  return answers;
}

function tooMany(failures: number): string | undefined {
  return failures < MOST_ENDLESS ? undefined : `${failures} modules before it did not load`;
}

/** One process that is asked. */
class Asking {
  readonly #questions: readonly SchemaQuestion[];
  readonly #answers: SchemaAnswer[];
  readonly #patience: number;
  #complaints = "";
  #timer: NodeJS.Timeout | undefined;

  /** @param answers where answers are put, as they come. */
  constructor(questions: readonly SchemaQuestion[], answers: SchemaAnswer[], patience: number) {
    this.#questions = questions;
    this.#answers = answers;
    this.#patience = patience;
  }

  /** Asks until all is answered, or there will be no more answers: then gives why. */
  async in(folder: string): Promise<string> {
    const child = started(folder);
    child.stderr
      ?.setEncoding("utf8")
      .on(
        "data",
        (text: string) => (this.#complaints = (this.#complaints + text).slice(-MOST_KEPT)),
      );
    try {
      return await new Promise<string>((ended) => this.#listen(child, ended));
    } finally {
      clearTimeout(this.#timer);
      child.kill("SIGKILL");
    }
  }

  #listen(child: ChildProcess, ended: (reason: string) => void): void {
    const token = randomUUID();
    let open = this.#questions.length;
    this.#wait(ended);
    // The modules can send messages too: those are not ours.
    child.on("message", (message) => {
      const answer = readAnswer(message, token);
      if (answer === undefined || open === 0) return;
      this.#answers.push(answer);
      open -= 1;
      if (open === 0) ended("");
      else this.#wait(ended);
    });
    child.on("error", (error) => ended(error.message));
    child.on("close", () => ended(lastComplaint(this.#complaints) ?? "its process ended"));
    child.send({ token, questions: this.#questions }, (error) => error && ended(error.message));
  }

  #wait(ended: (reason: string) => void): void {
    clearTimeout(this.#timer);
    const reason = `it did not load within ${this.#patience} s`;
    this.#timer = setTimeout(() => ended(reason), this.#patience * 1_000);
  }
}

function started(folder: string): ChildProcess {
  const loader = tsxOf(folder);
  const args = [...(loader === undefined ? [] : ["--import", loader]), "--input-type=module"];
  return spawn(process.execPath, [...args, "--eval", CHILD], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/** What a process said when it died: its error rather than the lines around it. */
function lastComplaint(complaints: string): string | undefined {
  const lines = complaints.split("\n").map((line) => line.trim());
  const said = lines.filter((line) => line !== "" && !/^(?:at |Node\.js v)/.test(line));
  return said.findLast((line) => /^\w*Error\b/.test(line)) ?? said.at(-1);
}

/** The loader of TypeScript that the project has, as a URL. */
function tsxOf(folder: string): string | undefined {
  try {
    const found = createRequire(join(folder, "package.json")).resolve("tsx");
    return pathToFileURL(found).href;
  } catch {
    return undefined;
  }
}

/**
 * What can be stored of a schema is seen from its parts: `wire` is whether a part is what JSON must hold. The modules see
 * neither the token nor the way to answer, so that one which greets whoever started it, as services do, is not believed.
 */
const CHILD = `
const NO_JSON = new Set(["date", "bigint", "map", "set", "symbol", "undefined", "void", "nan", "function", "promise", "file"]);
const inner = (schema, path, wire, seen) => {
  const def = schema?._zod?.def;
  const id = wire ? "wire" : "value";
  if (def === undefined || seen.get(schema)?.has(id)) return undefined;
  seen.set(schema, (seen.get(schema) ?? new Set()).add(id));
  if (def.type === "transform") return { path, part: "transform" };
  if (wire && NO_JSON.has(def.type)) return { path, part: def.type };
  const at = (part, name, onWire = wire) => inner(part, name === "" ? path : path === "" ? name : path + "." + name, onWire, seen);
  const all = (...found) => found.find((each) => each !== undefined);
  switch (def.type) {
    case "object": return all(...Object.entries(def.shape).map(([name, part]) => at(part, name)), at(def.catchall, "*"));
    case "array": return at(def.element, "[]");
    case "tuple": return all(...def.items.map((part, index) => at(part, String(index))), at(def.rest, "[]"));
    case "record": case "map": return all(at(def.keyType, "key"), at(def.valueType, "*"));
    case "set": return at(def.valueType, "[]");
    case "union": return all(...def.options.map((part) => at(part, "")));
    case "intersection": return all(at(def.left, ""), at(def.right, ""));
    case "pipe": return all(at(def.in, ""), at(def.out, "", false));
    case "lazy": return at(def.getter(), "");
    case "optional": { const type = def.innerType?._zod?.def?.type; return type === "undefined" ? undefined : at(def.innerType, ""); }
    default: return at(def.innerType, "");
  }
};
const look = async ({ module, name }) => {
  const loaded = await import(module);
  if (!(name in loaded)) return { kind: "missing", exported: Object.keys(loaded) };
  const schema = loaded[name];
  if (typeof schema !== "object" || schema === null || !("_zod" in schema)) return { kind: "no schema" };
  if (typeof schema.safeEncode !== "function" || typeof schema.safeDecode !== "function") return { kind: "no schema" };
  const found = inner(schema, "", true, new Map());
  return found === undefined ? { kind: "right" } : { kind: "one way", ...found };
};
const ask = async (question) => {
  try { return await look(question); }
  catch (error) { return { kind: "unloaded", reason: String(error?.message ?? error).split("\\n")[0] }; }
};
const send = process.send.bind(process);
const disconnect = process.disconnect.bind(process);
process.send = process.disconnect = undefined;
process.once("message", async ({ token, questions }) => {
  for (const question of questions) {
    const answer = await ask(question);
    // Before the next module is loaded, which may never end.
    await new Promise((sent) => send({ token, answer }, sent));
  }
  disconnect();
});
`;
