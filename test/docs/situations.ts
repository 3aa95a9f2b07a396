import { mkdirSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { main } from "../../generator/cli/main.js";
import { PIPELINE, type Pipeline } from "../../generator/cli/pipeline.js";
import { workingFolder } from "../../generator/cli/streams.js";
import { Project, SCHEMA } from "../generator/cli/project.js";

/** A fault that no small schema shows: how one gets into it, and the cure the reference names. */
export interface Situation {
  /** What is called; defaults to nothing, which generates. */
  readonly argv?: readonly string[];
  /** What is called once it is mended; defaults to what was called. */
  readonly mendedArgv?: readonly string[];
  /** Steps that go wrong until it is mended. */
  readonly pipeline?: Pipeline;
  /** How the working folder is found until it is mended. */
  readonly findFolder?: () => string;
  /** Makes it so, in a project with a package.json and nothing else. */
  readonly arrange: (project: Project) => void | Promise<unknown>;
  readonly mend?: (project: Project) => void | Promise<unknown>;
}

/** How a call of the command line ended. */
export interface Ending {
  readonly exitCode: number;
  /** The codes it reported. */
  readonly codes: readonly string[];
}

const NAME = "cache.schema.yaml";

function writeSchema(project: Project): void {
  project.write(NAME, SCHEMA);
}

function withOutput(output: string): (project: Project) => void {
  return (project) => {
    project.write(NAME, `output: ${output}\n${SCHEMA}`);
  };
}

/** Types each of which refers to the next. */
function chain(length: number): string {
  const types = Array.from({ length }, (_, at) => `  T${at}: T${at + 1}[]\n`);
  return `${SCHEMA}types:\n${types.join("")}  T${length}: string\n`;
}

const NAMING = `${SCHEMA}        creator: ./users.ts#loadUser\n`;
const FITTING = "export const loadUser = (id: string) => id;";

const COMPARING = ["breaking", "--against", "generated"];

/** A schema that was generated, and edited since. */
function evolving(edited: string, mended: string): Situation {
  return {
    argv: COMPARING,
    async arrange(project) {
      writeSchema(project);
      await project.run([]);
      project.write(NAME, edited);
    },
    mend: (project) => project.write(NAME, mended),
  };
}

/** A creator that vet has something to say of. */
function vetting(creator: string): Situation {
  return {
    argv: ["vet"],
    arrange(project) {
      project.install();
      project.write(NAME, NAMING);
      project.write("users.ts", creator);
    },
    mend: (project) => project.write("users.ts", FITTING),
  };
}

/** A module with a zod schema that vet has something to say of. */
function importing(module: string): Situation {
  const head = 'import { z } from "zod";\n';
  return {
    argv: ["vet"],
    arrange(project) {
      project.install();
      project.write(NAME, SCHEMA.replace("returns: string", "returns: import(./zod.ts#Name)"));
      project.write("zod.ts", head + module);
    },
    mend: (project) => project.write("zod.ts", `${head}export const Name = z.string();`),
  };
}

/** The situations, by code. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  CG1005: {
    arrange: (project) => project.write(NAME, `${SCHEMA}${"#".repeat(2_000_000)}\n`),
    mend: writeSchema,
  },
  CG3016: {
    arrange: (project) => project.write(NAME, chain(201)),
    mend: (project) => project.write(NAME, chain(20)),
  },
  CG3020: {
    arrange: (project) => project.write(NAME, `${SCHEMA}        creator: ./users.ts#loadUser\n`),
    mend: (project) => project.write("users.ts", ""),
  },
  CG3023: {
    arrange(project) {
      project.write("package.json", '{ "type": "commonjs" }');
      project.write(NAME, `emit: js\n${SCHEMA}`);
    },
    mend: (project) => project.write("generated/package.json", '{ "type": "module" }'),
  },
  CG5001: vetting("export const loadUsr = (id: string) => id;"),
  CG5002: vetting("export const loadUser = 1;"),
  CG5003: vetting("export const loadUser = (id: number) => String(id);"),
  CG5004: vetting("export const loadUser = (id: string) => id.length;"),
  CG5005: vetting("export const loadUser = (id: any) => String(id);"),
  CG5006: importing("export const Name = z.string().transform((text) => text.length);"),
  CG5007: importing("throw new Error('no database');"),
  CG5008: {
    argv: ["vet"],
    arrange(project) {
      project.write(NAME, NAMING);
      project.write("users.ts", FITTING);
    },
    mend(project) {
      project.install();
    },
  },
  CG5009: {
    argv: ["adopt", "users.ts#loadUser"],
    arrange(project) {
      project.install();
      project.write("users.ts", "export const loadUser = (id: any): string => String(id);");
    },
    mend: (project) => project.write("users.ts", FITTING),
  },
  CG5010: {
    argv: ["adopt", "users.ts#loadUser"],
    mendedArgv: ["adopt", "users.ts#loadUser", "--name", "findUser"],
    arrange(project) {
      project.install();
      project.write(NAME, NAMING.replace("getUser", "loadUser"));
      project.write("users.ts", FITTING);
    },
  },
  CG6001: evolving(
    SCHEMA.replace("namespace: shop", "namespace: store"),
    SCHEMA.replace("namespace: shop", "namespace: store").replace(
      "getUser:\n",
      "getUser:\n        version: 2\n",
    ),
  ),
  CG6002: evolving(
    SCHEMA.replace("returns: string", "returns: uuid"),
    SCHEMA.replace("returns: string", "returns: uuid\n        version: 2"),
  ),
  CG6003: evolving(
    SCHEMA.replace("id: string", "id?: string"),
    SCHEMA.replace("id: string", "id: { type: string, default: a }"),
  ),
  CG9001: { arrange: () => undefined, mend: writeSchema },
  CG9002: {
    arrange: (project) => mkdirSync(project.path(NAME)),
    mend(project) {
      rmSync(project.path(NAME), { recursive: true });
      writeSchema(project);
    },
  },
  CG9003: {
    arrange: (project) => project.write(NAME, Buffer.from(`# caf\u{e9}\n${SCHEMA}`, "latin1")),
    mend: (project) => project.write(NAME, `# caf\u{e9}\n${SCHEMA}`),
  },
  CG9004: { arrange: withOutput("../elsewhere"), mend: withOutput("./generated") },
  CG9005: { arrange: withOutput("package.json"), mend: withOutput("./generated") },
  CG9006: {
    arrange(project) {
      writeSchema(project);
      project.write("generated/users.ts", "mine\n");
    },
    mend: (project) => rmSync(project.path("generated/users.ts")),
  },
  CG9007: {
    async arrange(project) {
      writeSchema(project);
      await project.run([]);
      project.write("generated/users.ts", "// @generated by cachegen and edited\n");
      project.write(NAME, SCHEMA.replace("users:", "people:"));
    },
    mend: (project) => rmSync(project.path("generated/users.ts")),
  },
  CG9008: {
    argv: ["check"],
    arrange: writeSchema,
    mend: (project) => project.run(["generate"]),
  },
  CG9009: {
    async arrange(project) {
      project.write("other.yaml", SCHEMA);
      await project.run(["--config", "other.yaml"]);
      writeSchema(project);
    },
    mend: withOutput("./mine"),
  },
  CG9010: {
    findFolder: () => {
      throw new Error("ENOENT");
    },
    arrange: writeSchema,
  },
  CG9011: { argv: ["genrate"], mendedArgv: ["generate"], arrange: writeSchema },
  CG9012: {
    pipeline: { ...PIPELINE, generate: () => Promise.reject(new TypeError("oops")) },
    arrange: writeSchema,
  },
  CG9013: {
    argv: ["init"],
    arrange: (project) => project.write("package.json", "{ oops"),
    mend: (project) => project.write("package.json", "{}"),
  },
  CG9014: {
    argv: COMPARING,
    arrange: writeSchema,
    mend: (project) => project.run(["generate"]),
  },
  CG9015: {
    argv: COMPARING,
    arrange(project) {
      writeSchema(project);
      project.write("generated/.cachegen.json", '{"manifestVersion":2,"outputRevision":7}');
    },
    mend: (project) => project.run(["generate"]),
  },
};

/** Meets a situation in a project of its own, then mends it. */
export async function play(
  situation: Situation,
): Promise<{ readonly met: Ending; readonly mended: Ending }> {
  const { argv = [], mendedArgv = argv, pipeline, findFolder, arrange, mend } = situation;
  const project = new Project({ "package.json": "{}" });
  try {
    await arrange(project);
    const met = await call(argv, findFolder ?? (() => project.root), pipeline);
    await mend?.(project);
    return { met, mended: await call(mendedArgv, () => project.root) };
  } finally {
    project.remove();
  }
}

async function call(
  argv: readonly string[],
  findFolder: () => string,
  pipeline?: Pipeline,
): Promise<Ending> {
  let document = "";
  const terminal = {
    get cwd() {
      return workingFolder(findFolder);
    },
    env: {},
    stdin: Readable.from([]),
    stdout: { write: (text: string) => (document += text) },
    stderr: { write: () => true },
    stopSignal: () => new AbortController().signal,
  };
  const exitCode = await main([...argv, "--format", "json"], terminal, pipeline);
  // The document always has its diagnostics.
  const { diagnostics } = JSON.parse(document) as {
    readonly diagnostics: { readonly code: string }[];
  };
  return { exitCode, codes: diagnostics.map(({ code }) => code) };
}
