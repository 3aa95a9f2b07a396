import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CacheErrorCode, RegionEvent } from "cachegen";
import { OPTIONS } from "../../generator/schema/option/table.js";
import { SCALARS } from "../../generator/schema/model.js";
import { readPages, ROOT, tableColumn, type Page } from "./page.js";

const pages = readPages();

function pageAt(path: string): Page {
  const page = pages.find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
}

describe("docs/schema.md", () => {
  const page = pageAt("docs/schema.md");

  it("has a row for every option that is supported, and for no other", () => {
    const supported = OPTIONS.filter(({ read }) => read !== undefined);
    expect(tableColumn(page, "option").sort()).toEqual(supported.map(({ name }) => name).sort());
  });

  it("names every option that is not supported yet", () => {
    const paragraph = /^Not supported yet[^]*?\n\n/m.exec(page.text)?.[0] ?? "";
    const later = OPTIONS.filter(({ read }) => read === undefined);
    expect(later.filter(({ name }) => !paragraph.includes(`\`${name}\``))).toEqual([]);
  });

  it("has a row for every scalar type", () => {
    expect(tableColumn(page, "schema")).toEqual(expect.arrayContaining([...SCALARS]));
  });
});

describe("docs/runtime.md", () => {
  const page = pageAt("docs/runtime.md");

  it("has a row for every error code, and for no other", () => {
    const codes: Readonly<Record<CacheErrorCode, true>> = {
      "already-configured": true,
      "argument-invalid": true,
      "backend-failed": true,
      "backend-unknown": true,
      "backend-url": true,
      closed: true,
      "creator-invalid": true,
      "creator-reentered": true,
      "environment-unset": true,
      "option-invalid": true,
      "result-shape": true,
      timeout: true,
      "value-misfit": true,
    };
    expect(tableColumn(page, "code").sort()).toEqual(Object.keys(codes).sort());
  });

  it("has a row for every kind of event, and for no other", () => {
    const kinds: Readonly<Record<RegionEvent["kind"], true>> = {
      hit: true,
      stale: true,
      miss: true,
      join: true,
      create: true,
      fill: true,
      fenced: true,
      unstored: true,
      timeout: true,
      failure: true,
      misfit: true,
      error: true,
    };
    const listed = tableColumn(page, "kind").filter((word) => word !== "error");
    expect(new Set([...listed, "error"])).toEqual(new Set(Object.keys(kinds)));
  });
});

describe("links", () => {
  const links = pages.flatMap((page) =>
    [...page.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ page, target })),
  );

  it.each(links)("$page.path leads to $target", ({ page, target }) => {
    const [path = "", anchor] = target.split("#");
    const file = path === "" ? page.path : join(dirname(page.path), path);
    expect(existsSync(join(ROOT, file))).toBe(true);
    if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
  });
});

/** The anchors of a page's headings, as they are made of them. */
function anchorsOf(path: string): string[] {
  const headings = readFileSync(join(ROOT, path), "utf8").matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}
