import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import * as copy from "../../../runtime/value/copy.js";
import { Misfit } from "../../../runtime/value/serializer.js";
import { SCALARS } from "./scalar-kinds.js";

/** What passes `instanceof` and is none. */
const IMPOSTORS: readonly unknown[] = [Date, Map, Set, Uint8Array].map((type) =>
  Object.create(type.prototype),
);

describe("copy", () => {
  it("names the place of a misfit and what was expected there", () => {
    const value: unknown = 7;
    expect(() => copy.string(value as string, "User.name")).toThrow(
      new Misfit("User.name", "a string"),
    );
  });

  it("turns a Buffer into a plain Uint8Array of its own", () => {
    const buffer = Buffer.from("abc");
    const copied = copy.bytes(buffer, "it");
    expect(Object.getPrototypeOf(copied)).toBe(Uint8Array.prototype);
    expect(copied).toEqual(new Uint8Array([97, 98, 99]));
    expect(copied.buffer.byteLength).toBe(3);
  });

  it("takes values of another realm", () => {
    expect(copy.datetime(runInNewContext("new Date(0)"), "it")).toEqual(new Date(0));
    const numbers: Set<number> = runInNewContext("new Set([1])");
    expect(copy.set(numbers, copy.int, "it")).toEqual(new Set([1]));
    const members: Record<string, number> = runInNewContext("({ a: 1 })");
    expect(copy.record(members, copy.int, "it")).toEqual({ a: 1 });
    expect(copy.json(runInNewContext("[{ a: 1 }]"), "it")).toEqual([{ a: 1 }]);
  });

  it.each(SCALARS.map((kind) => [kind.name, kind] as const))(
    "refuses objects that only look like one: %s",
    (_name, kind) => {
      for (const impostor of IMPOSTORS) expect(() => kind.copy(impostor, "it")).toThrow(Misfit);
    },
  );

  it("refuses containers that only look like one", () => {
    const impostor: unknown = Object.create(Map.prototype);
    expect(() => copy.map(impostor as Map<string, string>, copy.string, copy.string, "it")).toThrow(
      Misfit,
    );
    expect(() => copy.set(impostor as Set<string>, copy.string, "it")).toThrow(Misfit);
    expect(() => copy.list(impostor as string[], copy.string, "it")).toThrow(Misfit);
    expect(() => copy.record(impostor as Record<string, string>, copy.string, "it")).toThrow(
      Misfit,
    );
  });

  it("refuses a hole in an array", () => {
    const holed: number[] = [1, 2, 3];
    delete holed[1];
    expect(() => copy.list(holed, copy.int, "it")).toThrow("it is not a safe integer");
  });

  it("copies own members of a record and nothing else", () => {
    const value: Record<string, number> = { a: 1 };
    Object.defineProperty(value, "hidden", { value: 2, enumerable: false });
    Object.defineProperty(value, Symbol("s"), { value: 3, enumerable: true });
    expect(Reflect.ownKeys(copy.record(value, copy.int, "it"))).toEqual(["a"]);
  });

  it("refuses a date that has no four-digit year, and says what has no such limit", () => {
    const far = new Date(Date.UTC(10_000, 0));
    expect(() => copy.datetime(far, "it")).toThrow("epoch has no such limit");
    expect(copy.epoch(far, "it")).toEqual(far);
    expect(() => copy.epoch(new Date(Number.NaN), "it")).toThrow(Misfit);
  });

  it("keeps brands", () => {
    const id = "u1" as string & { readonly brand: "UserId" };
    const ids: (typeof id)[] = copy.list([id], copy.string, "it");
    expect(ids).toEqual(["u1"]);
  });
});
