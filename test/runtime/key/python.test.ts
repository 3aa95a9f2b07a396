/** The keys of dogpile.cache: `dogpile-keys.json` was written by the real one, by `dogpile_keys.py`. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "../../support/fast-check.js";
import { describe, expect, inject, it, vi } from "vitest";
import { sha1 } from "../../../runtime/key/mangler.js";
import * as python from "../../../runtime/key/python.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { wellFormed } from "../value/texts.js";

// Another interpreter takes its time to start on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** One call of a Python function: its values with their types, and the keys it has. */
interface Golden {
  readonly kind: "single" | "multi" | "kwarg";
  readonly path: string;
  readonly namespace: string | null;
  readonly names: readonly string[];
  readonly values: readonly (readonly [type: string, value: unknown])[];
  readonly keys: readonly string[];
  readonly sha1: readonly string[];
}

const TEXT = readFileSync(join(import.meta.dirname, "dogpile-keys.json"), "utf8");
// The file is ours.
const GOLDENS = JSON.parse(TEXT) as readonly Golden[];

/** What a type's part is made by; values out of JSON are what the file says they are. */
const PARTS: Readonly<Record<string, (value: never, place: string) => string>> = {
  string: python.text,
  int: python.int,
  float: python.float,
  boolean: python.boolean,
  date: python.date,
  uuid: python.uuid,
  bigint: (value: string, place) => python.bigint(BigInt(value), place),
  null: (value: null, place) => python.nullable<string>(value, python.text, place),
};

function partOf([type, value]: Golden["values"][number]): string {
  const part = PARTS[type];
  if (part === undefined) throw new Error(`no part of ${type}`);
  return part(value as never, "it");
}

function keysOf({ kind, path, namespace, names, values }: Golden): string[] {
  const parts = values.map(partOf);
  const key = (some: readonly string[]): string => python.key(path, namespace ?? undefined, some);
  if (kind === "multi") return parts.map((part) => key([part]));
  if (kind === "single") return [key(parts)];
  const bare = names.map((name) => name.replace(/=.*/, ""));
  const sorted = bare.map((name, at) => [name, parts[at] ?? ""] as const).sort(byName);
  return [key(sorted.map(([, part]) => part))];
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

describe("keys of dogpile.cache", () => {
  it("are those it makes itself", () => {
    for (const golden of GOLDENS) {
      expect(keysOf(golden)).toEqual(golden.keys);
      expect(golden.keys.map(sha1)).toEqual(golden.sha1);
    }
    expect(GOLDENS.length).toBeGreaterThan(250);
  });

  it("are made again where dogpile.cache is installed", ({ skip }) => {
    const script = join(import.meta.dirname, "dogpile_keys.py");
    const interpreter = inject("python");
    if (interpreter === "") return skip("there is no dogpile.cache here");
    const made = spawnSync(interpreter, [script], { encoding: "utf8" });
    expect(made.stderr).toBe("");
    expect(JSON.parse(made.stdout)).toEqual(JSON.parse(TEXT));
  });

  it("differ wherever arguments differ, unlike its own", () => {
    const lists = fc.tuple(wellFormed, fc.option(wellFormed), fc.integer({ min: -2, max: 2 }));
    const known = new Map<string, readonly unknown[]>();
    fc.assert(
      fc.property(lists, ([a, b, c]) => {
        const parts = (): string[] => [
          python.word(a, "a"),
          python.nullable(b, python.word, "b"),
          python.int(c, "c"),
        ];
        if (a.includes(" ") || b?.includes(" ") === true || b === "None") {
          expect(parts).toThrow(Misfit);
          return;
        }
        const key = python.key("app:f", undefined, parts());
        expect(known.get(key) ?? [a, b, c]).toEqual([a, b, c]);
        known.set(key, [a, b, c]);
      }),
      { numRuns: 2000 },
    );
  });

  it("are refused to what Python has no form of, or another one", () => {
    const calls: readonly (() => string)[] = [
      () => python.float(Number.NaN, "it"),
      () => python.float(Infinity, "it"),
      () => python.int(1.5, "it"),
      () => python.text("\ud800", "it"),
      () => python.word("a b", "it"),
      () => python.uuid("6F1C1B34-6C6C-4F0E-9D5E-3A1F0E8F4B11", "it"),
      () => python.date("2023-02-29", "it"),
      () => python.nullable("None", python.text, "it"),
    ];
    for (const call of calls) expect(call).toThrow(Misfit);
  });
});
