import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CacheErrorCode, RegionEvent } from "cachegen";
import { OPTIONS } from "../../generator/schema/option/table.js";
import { GUIDE } from "../../generator/schema/option/guide.js";
import { FUNCTION_KEYS, MEMBER_KEYS, SCHEMA_KEYS } from "../../generator/schema/option/keys.js";
import { SCALAR_GUIDE } from "../../generator/schema/type/guide.js";
import { readPages, ROOT, tableColumn, tableRows, type Page } from "./page.js";

const pages = readPages();

function pageAt(path: string): Page {
  const page = pages.find((candidate) => candidate.path === path);
  if (page === undefined) throw new Error(`there is no page ${path}`);
  return page;
}

describe("docs/schema.md", () => {
  const page = pageAt("docs/schema.md");

  it("has a row for every option that is supported, and says what editors say", () => {
    const rows = Object.entries(GUIDE).map(([name, { otherwise, meaning }]) => {
      const words = OPTIONS.find((option) => option.name === name)?.form.words;
      return [`\`${name}\``, ownersOf(name), words, otherwise, meaning];
    });
    expect(tableRows(page, "option")).toEqual(rows);
  });

  it.each([
    ["key of the schema", SCHEMA_KEYS],
    ["key of a function", FUNCTION_KEYS],
    ["key of the long form", MEMBER_KEYS],
  ])("has a row for every %s, and says what editors say", (head, keys) => {
    const rows = Object.entries(keys).map(([name, meaning]) => [`\`${name}\``, meaning]);
    expect(tableRows(page, head)).toEqual(rows);
  });

  it("has a row for every scalar type, and says what editors say", () => {
    const rows = tableRows(page, "schema").map((cells) => cells.slice(0, 3));
    for (const [scalar, { typescript, stored }] of Object.entries(SCALAR_GUIDE)) {
      expect(rows).toContainEqual([`\`${scalar}\``, typescript, stored]);
    }
  });
});

describe("docs/keys.md", () => {
  it("has a row for every scalar type", () => {
    expect(tableColumn(pageAt("docs/keys.md"), "type")).toEqual(
      expect.arrayContaining(Object.keys(SCALAR_GUIDE)),
    );
  });
});

/** The second column of the table of options. */
function ownersOf(name: string): string {
  const places = OPTIONS.find((option) => option.name === name)?.places ?? [];
  return places.map((place) => (place === "multi" ? "function, multi" : place)).join(", ");
}

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
      "schema-invalid": true,
      timeout: true,
      "value-misfit": true,
      "zod-missing": true,
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
