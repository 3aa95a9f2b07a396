import { spawn } from "node:child_process";

/** What a command printed, on both streams, and how it ended. */
export interface Outcome {
  readonly output: string;
  readonly exitCode: number | null;
}

/** Run a command in a folder, without standard input, and wait for its end. */
export function run(folder: string, [program = "", ...args]: readonly string[]): Promise<Outcome> {
  const child = spawn(program, args, {
    cwd: folder,
    env: outsideEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (exitCode) => {
      resolve({ output: withoutAddresses(output), exitCode });
    });
  });
}

/** The environment without what npm says of the package whose script this is. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(npm_(package|lifecycle|command|execpath|node_execpath)|INIT_CWD|NODE_OPTIONS)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", npm_config_loglevel: "error" };
}

/** Where packages come from is nobody's business in a log. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/https?:\/\/[^\s"')]+/g, "(address)");
}
