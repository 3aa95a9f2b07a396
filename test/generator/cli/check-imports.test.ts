import { symlinkSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { Project } from "./project.js";

const SCHEMA = `version: 1
namespace: shop
types:
  Product: import(./src/schemas.ts#Product)
regions:
  products:
    functions:
      getProduct:
        returns: Product
        creator: ./src/products.ts#loadProduct
`;

let project: Project | undefined;

function projectOf(files: Readonly<Record<string, string>>): Project {
  project = new Project({ "package.json": "{}", "cache.schema.yaml": SCHEMA, ...files });
  return project;
}

afterEach(() => project?.remove());

describe("files that a schema names", () => {
  it("are only looked for, not into", async () => {
    const files = { "src/schemas.ts": "throw new Error('loaded')", "src/products.ts": "syntax?(" };
    const { exitCode } = await projectOf(files).run(["generate"]);
    expect(exitCode).toBe(0);
  });

  it("are reported where they are not there, with the file that was meant", async () => {
    const { exitCode, stderr } = await projectOf({ "src/schema.ts": "", "src/notes.md": "" }).run(
      [],
    );
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cache.schema.yaml:4:12: CG3020 "./src/schemas.ts" is not there');
    expect(stderr).toContain('did you mean "schema.ts"?');
    expect(stderr).toContain('cache.schema.yaml:10:18: CG3020 "./src/products.ts" is not there');
  });

  it("are not taken for another file that happens to be there", async () => {
    const { stderr } = await projectOf({ "src/schemas.ts": "" }).run([]);
    expect(stderr).toContain('CG3020 "./src/products.ts" is not there');
    expect(stderr).toContain("hint: create it, or mend the path\n");
  });

  it("are reported where their folder is not there either", async () => {
    const { stderr } = await projectOf({}).run(["generate"]);
    expect(stderr).toContain("its folder is not there either");
  });

  it("are in the project, links followed", async () => {
    const other = new Project({ "products.ts": "" });
    try {
      const here = projectOf({ "src/schemas.ts": "" });
      symlinkSync(other.path("products.ts"), here.path("src/products.ts"));
      const { exitCode, stderr } = await here.run(["generate"]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('CG3020 "./src/products.ts" is outside the project');
    } finally {
      other.remove();
    }
  });
});
