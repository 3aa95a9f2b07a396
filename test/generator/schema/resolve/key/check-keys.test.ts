import { describe, expect, it, vi } from "vitest";
import { readSchema } from "../../../../../generator/schema/read-schema.js";

// A busy machine takes its time over so many functions.
vi.setConfig({ testTimeout: 60_000 });

/** A schema of one function after another, from what is said of each. */
function schemaOf(count: number, lines: (index: number) => readonly string[]): string {
  const functions = Array.from({ length: count }, (_, index) => {
    const said = ["args:", "  x: string", "  y: string", "returns: string", ...lines(index)];
    return [`      f${index}:`, ...said.map((line) => `        ${line}`)].join("\n");
  });
  return `version: 1\nnamespace: n\nregions:\n  r:\n    functions:\n${functions.join("\n")}\n`;
}

function messagesOf(text: string): readonly string[] {
  return readSchema(text).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

describe("keys of a whole schema", () => {
  it("are told apart where a thousand functions spell them out, each with text of its own", () => {
    expect(messagesOf(schemaOf(1000, (index) => [`key: "f${index}/{x}/{y}"`]))).toEqual([]);
  });

  it("are told apart by their versions, and from keys of other functions of these versions", () => {
    const lines = (index: number): readonly string[] => [
      `version: ${index + 1}`,
      `key: "u@{version}/{x}/{y}"`,
    ];
    expect(messagesOf(schemaOf(20, lines))).toEqual([]);
    expect(messagesOf(schemaOf(2, () => lines(0)))).toEqual([
      'CG4009 "u@1//" could be a key of this function (x "", y "") and of r.f0 (x "", y "")',
    ]);
  });

  it("are refused together when telling them apart would take for ever", () => {
    expect(messagesOf(schemaOf(400, (index) => [`key: "u/{x}/f${index}/{y}"`]))).toEqual([
      "CG4009 so many keys begin alike that it would take too long to tell them apart",
    ]);
  });

  it("are judged silently where a type, an argument or an option was reported before", () => {
    const text = schemaOf(2, () => ['key: "u/{x}{y}"']);
    expect(messagesOf(text)).toHaveLength(2);
    const codes = (changed: string): readonly string[] =>
      readSchema(changed).diagnostics.map(({ code }) => code);
    expect(codes(text.replaceAll("x: string", "x: strin"))).toEqual(["CG3006", "CG3006"]);
    expect(codes(text.replaceAll("{y}", "{y"))).toEqual(["CG4004", "CG4004"]);
    expect(codes(text.replaceAll("key:", "version: no\n        key:"))).toEqual([
      "CG2001",
      "CG2001",
    ]);
  });

  it("say nothing against hostile names and namespaces beyond what was said of these", () => {
    const text = schemaOf(1, () => ['key: "u/{x}/{y}"']).replace(
      "namespace: n",
      'namespace: "a b\u00e9:"',
    );
    expect(readSchema(text).diagnostics.map(({ code }) => code)).toEqual(["CG3011"]);
  });
});
