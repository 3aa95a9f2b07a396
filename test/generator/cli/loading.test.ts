import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { Project, SCHEMA } from "./project.js";

const ROOT = join(import.meta.dirname, "../../..");

/** Says at the end which of the large packages were loaded. */
const WITNESS = `
  import { createRequire } from "node:module";
  const { cache } = createRequire(${JSON.stringify(join(ROOT, "package.json"))});
  process.on("exit", () => {
    const packages = Object.keys(cache).map((path) => /.*node_modules\\/([\\w-]+)\\//.exec(path)?.[1]);
    const large = new Set(packages.filter((name) => name === "ts-morph" || name === "yaml"));
    process.stdout.write([...large].sort().join(" "));
  });
`;

const project = new Project({ "package.json": "{}", "cache.schema.yaml": SCHEMA });

afterEach(() => project.remove());

/** Runs the command in a process of its own; gives what it loaded. */
function loadedBy(command: string): Promise<string> {
  const imports = ["tsx", `data:text/javascript,${encodeURIComponent(WITNESS)}`];
  const flags = imports.flatMap((each) => ["--import", each]);
  const config = project.path("cache.schema.yaml");
  const args = [...flags, "generator/bin.ts", command, "--config", config];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", () => resolve(output));
  });
}

describe("the command line", () => {
  it("loads neither ts-morph nor yaml when nothing has changed", async () => {
    expect(await loadedBy("generate")).toBe("ts-morph yaml");
    expect(await loadedBy("generate")).toBe("");
    expect(await loadedBy("check")).toBe("");
  });
});
