import { existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { PIPELINE } from "../../../../generator/cli/pipeline.js";
import { countingPipeline } from "../counting-pipeline.js";
import { projectOf, runOn, SCHEMA, type Project } from "../project.js";
import { Watching } from "./watching.js";
import { surface } from "../../surface/surface-parts.js";

const WAITING = "waiting for changes of cache.schema.yaml (Ctrl-C ends)\n";
const FAULTY = SCHEMA.replace("returns: string", "returns: Usr");

function schemaOf(name: string): string {
  return SCHEMA.replace("getUser", name);
}

/** Saves as editors do that write aside and rename. */
function saveByRename(project: Project, text: string): void {
  project.write("cache.schema.yaml~", text);
  renameSync(project.path("cache.schema.yaml~"), project.path("cache.schema.yaml"));
}

function usersFile(project: Project): string {
  return readFileSync(project.path("generated/users.ts"), "utf8");
}

describe.each([["watch"], ["generate --watch"]])("cachegen %s", (command) => {
  it("generates at once, says that it waits, and ends cleanly when it is stopped", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project, command.split(" "));
    expect(await watching.says(WAITING)).toMatch(/^generated\/ \d files: .+\nwaiting/);
    expect(await watching.stop()).toMatchObject({ exitCode: 0, stdout: "" });
  });
});

describe("cachegen watch", () => {
  it("survives saves by renaming, one after the other", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    for (const name of ["one", "two", "three", "four"]) {
      saveByRename(project, schemaOf(name));
      await watching.says(WAITING);
      expect(usersFile(project)).toContain(`"${name}"`);
    }
  });

  it("survives that the schema is deleted and comes back, and leaves the output meanwhile", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    rmSync(project.path("cache.schema.yaml"));
    await watching.says("cache.schema.yaml is gone; what it generated stays\n");
    expect(usersFile(project)).toContain('"getUser"');
    project.write("cache.schema.yaml", schemaOf("again"));
    await watching.says(" written");
    await watching.says(WAITING);
    expect(usersFile(project)).toContain('"again"');
  });

  it("survives that the whole folder is deleted and comes back", async () => {
    const project = projectOf({ "a/b/cache.schema.yaml": SCHEMA });
    const watching = new Watching(project, ["watch", "a/b/cache.schema.yaml"]);
    await watching.says("waiting");
    rmSync(project.path("a"), { recursive: true });
    await watching.says("a/b/cache.schema.yaml is gone");
    project.write("a/b/cache.schema.yaml", schemaOf("again"));
    await watching.says(" written");
  });

  it("shows the faults of a broken schema, keeps the last good output, and goes on", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    const good = usersFile(project);
    project.write("cache.schema.yaml", "version: 1\nregions: [\n");
    expect(await watching.says(WAITING)).toContain("cache.schema.yaml:3:1: CG1001");
    expect(usersFile(project)).toBe(good);
    project.write("cache.schema.yaml", schemaOf("mended"));
    await watching.says(WAITING);
    expect(usersFile(project)).toContain('"mended"');
  });

  it("follows a schema into JavaScript, and makes anew what somebody edits there", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    project.write("cache.schema.yaml", `emit: js\n${SCHEMA}`);
    await watching.says(WAITING);
    expect(existsSync(project.path("generated/users.ts"))).toBe(false);
    const written = readFileSync(project.path("generated/users.d.ts"), "utf8");
    project.write("generated/users.d.ts", `${written}// mine\n`);
    await watching.says("generated/ is not what was written any more\n");
    await watching.says(WAITING);
    expect(readFileSync(project.path("generated/users.d.ts"), "utf8")).toBe(written);
  });

  it("begins with a broken schema too", async () => {
    const project = projectOf({ "cache.schema.yaml": FAULTY });
    const watching = new Watching(project);
    expect(await watching.says(WAITING)).toContain("CG3006");
    project.write("cache.schema.yaml", SCHEMA);
    await watching.says(" written");
  });

  it("generates once for each change, also where the output lies beside the schema", async () => {
    const text = (name: string): string =>
      schemaOf(name).replace("regions:", "output: .\nregions:");
    const pipeline = countingPipeline({
      isCurrent: PIPELINE.isCurrent,
      writeOutput: PIPELINE.writeOutput,
      async generate(model) {
        pipeline.asked.push("generate");
        const names = model.regions.flatMap(({ functions }) => functions.map(({ name }) => name));
        const users = `// @generated by cachegen ${names.join()}\n`;
        return { files: new Map([["users.ts", users]]), surface: surface() };
      },
    });
    const project = projectOf({ "src/cache.schema.yaml": text("one") });
    const argv = ["watch", "src/cache.schema.yaml"];
    const watching = new Watching(project, argv, { pipeline });
    await watching.says("waiting");
    for (const name of ["two", "three", "four"]) {
      project.write("src/cache.schema.yaml", text(name));
      await watching.says("waiting");
    }
    await watching.stop();
    expect(pipeline.asked.filter((step) => step === "generate")).toHaveLength(4);
  });

  it("generates from the schema that changed alone, of several", async () => {
    const project = projectOf({ "a/cache.schema.yaml": SCHEMA, "b/cache.schema.yaml": SCHEMA });
    const watching = new Watching(project, ["watch", "*/cache.schema.yaml"]);
    expect(await watching.says("waiting")).toContain("2 schemas: 2 written\n");
    project.write("b/cache.schema.yaml", schemaOf("two"));
    const said = await watching.says("(Ctrl-C ends)\nb/generated/");
    expect(said).not.toContain("a/generated/");
  });

  it("makes anew what was edited or deleted, each file and the folder", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    const right = usersFile(project);
    const damages = [
      () => project.write("generated/users.ts", `${right}// by hand\n`),
      () => rmSync(project.path("generated/users.ts")),
      () => rmSync(project.path("generated"), { recursive: true }),
    ];
    for (const damage of damages) {
      damage();
      await watching.says("generated/ is not what was written any more\n");
      await watching.says(WAITING);
      expect(usersFile(project)).toBe(right);
    }
  });

  it("replaces no file that lost the mark, and goes on when it is moved away", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project);
    await watching.says(WAITING);
    project.write("generated/users.ts", "// mine\n");
    expect(await watching.says(WAITING)).toContain("CG9006 users.ts in the output folder");
    expect(usersFile(project)).toBe("// mine\n");
    renameSync(project.path("generated/users.ts"), project.path("mine.ts"));
    await watching.says(" written");
    await watching.says(WAITING);
    expect(usersFile(project)).toContain('"getUser"');
  });

  it("does not fight with a program that changes the output whenever it is written", async () => {
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const pipeline = countingPipeline({
      generate: PIPELINE.generate,
      isCurrent: PIPELINE.isCurrent,
      async writeOutput(...given) {
        pipeline.asked.push("writeOutput");
        const summary = await PIPELINE.writeOutput(...given);
        project.write("generated/users.ts", `${usersFile(project)}// formatted\n`);
        return summary;
      },
    });
    const watching = new Watching(project, ["watch"], { pipeline });
    await watching.says("is changed again and again");
    expect(pipeline.asked.filter((step) => step === "writeOutput")).toHaveLength(4);
    project.write("cache.schema.yaml", schemaOf("next"));
    await watching.says(" written");
    await watching.says("is changed again and again");
    expect(pipeline.asked.filter((step) => step === "writeOutput")).toHaveLength(8);
  });

  it("ends a run that is under way before it ends", async () => {
    let finish = (): void => undefined;
    const pipeline = countingPipeline({
      async writeOutput(folder, output, origin) {
        await new Promise<void>((resolve) => {
          finish = resolve;
          process.nextTick(() => begun());
        });
        return PIPELINE.writeOutput(folder, output, origin);
      },
    });
    let begun = (): void => undefined;
    const writing = new Promise<void>((resolve) => (begun = resolve));
    const project = projectOf({ "cache.schema.yaml": SCHEMA });
    const watching = new Watching(project, ["watch"], { pipeline });
    await writing;
    const ended = watching.stop();
    finish();
    expect((await ended).exitCode).toBe(0);
    expect(await readdir(project.path("generated"))).toContain(".cachegen.json");
  });

  it("says nothing of success with --quiet", async () => {
    const project = projectOf({ "cache.schema.yaml": FAULTY });
    const watching = new Watching(project, ["watch", "--quiet"]);
    await watching.says("1 fault in cache.schema.yaml\n");
    expect((await watching.stop()).stderr).not.toContain("waiting");
  });

  it.each([
    [["watch", "nope.yaml"], "CG9002 cannot read nope.yaml"],
    [["watch", "--format", "human", "-c", "nope.yaml"], "CG9002 cannot read nope.yaml"],
    [["generate", "--watch", "--stdin"], "the standard input cannot be watched"],
    [["generate", "--watch", "--stdout", "a.ts"], "--stdout prints once"],
    [["watch", "--format", "json"], "--format json is one document"],
  ])("refuses %j at once", async (argv, message) => {
    const run = await runOn({ "cache.schema.yaml": SCHEMA }, argv);
    expect(run.exitCode).toBe(2);
    expect(run.stdout + run.stderr).toContain(message);
  });
});
