import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../docs/page.js";

/** Scripts for which npm warns whoever installs a package, the tarball's `prepare` among them though it is not run. */
const WARNED_OF = ["preinstall", "install", "postinstall", "prepare"];

it("the package asks nobody who installs it to allow scripts, and is built before it is packed", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(manifest).toMatchObject({
    // Run by npm in a checkout, and in that of a dependency from git.
    scripts: { prepublish: "npm run build", prepack: "npm run build" },
  });
  const { scripts } = manifest as { readonly scripts: Readonly<Record<string, string>> };
  expect(Object.keys(scripts).filter((name) => WARNED_OF.includes(name))).toEqual([]);
});
