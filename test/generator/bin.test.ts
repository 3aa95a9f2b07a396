import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectOf, SCHEMA } from "./cli/project.js";

const ROOT = join(import.meta.dirname, "../..");

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "generator/bin.ts", ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (exitCode, signal) => resolve(exitCode ?? signal));
  });
}

/** All that a process has said on its error stream, when it holds a text. */
function heard(child: ChildProcess, text: string): Promise<string> {
  let said = "";
  return new Promise((resolve) => {
    child.stderr?.setEncoding("utf8").on("data", (more: string) => {
      said += more;
      if (said.includes(text)) resolve(said);
    });
  });
}

describe("the program", () => {
  it("ends in order when nobody reads what it prints", async () => {
    const child = start(["--help"]);
    child.stdout?.destroy();
    let complaints = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    expect(await endOf(child)).toBe(0);
    expect(complaints).toBe("");
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends a watch in order on %s", async (signal) => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const child = start(["watch", "--format", "human", project.path("cache.schema.yaml")]);
    const ended = endOf(child);
    await heard(child, "waiting for changes");
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(readdirSync(project.path("generated"))).toContain(".cachegen.json");
  });

  it("leaves it to Node.js to end the process, so that all that was printed arrives", () => {
    const files = readdirSync(join(ROOT, "generator"), { recursive: true, encoding: "utf8" });
    const ending = files.filter((name) => {
      return (
        name.endsWith(".ts") &&
        /process\s*\.\s*(exit|abort)\(/.test(readFileSync(join(ROOT, "generator", name), "utf8"))
      );
    });
    expect(ending).toEqual([]);
  });

  it("generates the same bytes in every time zone and language, and from a checkout with CRLF", async () => {
    const schema = SCHEMA.replace(
      "regions:",
      "types:\n  Item:\n    at: datetime\n    ID: I\n  I: [i, I]\nregions:",
    );
    const worlds = [
      { env: { TZ: "UTC", LANG: "C", LC_ALL: "C" }, text: schema },
      {
        env: { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" },
        text: schema,
      },
      { env: { TZ: "America/St_Johns" }, text: schema.replaceAll("\n", "\r\n") },
    ];
    const outputs = worlds.map(async ({ env, text }) => {
      const project = projectOf({ "cache.schema.yaml": text });
      expect(await endOf(start([project.path("cache.schema.yaml")], env))).toBe(0);
      const names = readdirSync(project.path("generated")).sort();
      return names.map((name) => [name, readFileSync(project.path(`generated/${name}`), "utf8")]);
    });
    const [first, ...others] = await Promise.all(outputs);
    expect(first?.length).toBeGreaterThan(4);
    for (const other of others) expect(other).toEqual(first);
  });
});
