/** A misfit tells what the straight-line code met first; asked, it tells all that zod has to say. */
import { describe, expect, it, vi } from "vitest";
import { CacheError, Misfit } from "../../../runtime/index.js";
import { isolateText, isolateValues } from "../../../runtime/value/isolation.js";
import { zodSerializer } from "../../../runtime/value/zod-serializer.js";
import { unions } from "../../cases/unions/expected/index.js";
import * as serializers from "../../cases/unions/expected/serializers.js";
import type { Shape } from "../../cases/unions/expected/types.js";

const wrong: unknown = { kind: "group", name: 1, shapes: [{ kind: "circle", radius: "2" }] };

/** Where the value is wrong: in the order of the schema. */
const PATHS = [["name"], ["shapes", 0, "radius"]];

/** As an application without types would give it. */
function untyped(value: unknown): Shape {
  return value as Shape;
}

function misfitOf(call: () => unknown): Misfit {
  try {
    call();
  } catch (error) {
    if (error instanceof Misfit) return error;
    throw error;
  }
  throw new Error("it fits");
}

async function pathsOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Misfit)) throw new Error("no misfit");
  return (await error.explain()).map(({ path }) => path);
}

describe("a misfit", () => {
  it("that a listener is told of explains itself", async () => {
    const errors: unknown[] = [];
    const stop = unions.region.on("misfit", ({ error }) => errors.push(error));
    const shape = unions.shape.cacheOnArguments(async () => untyped(wrong));
    await shape({ kind: "circle", radius: 1 }, null);
    stop();
    expect(errors.map(String)).toEqual(["Misfit: Circle.radius is not a finite number"]);
    expect(await pathsOf(errors[0])).toEqual(PATHS);
  });

  it("that is thrown explains itself as the cause", async () => {
    const args = [{ kind: "circle", radius: 1 }, null] as const;
    const error = await unions.shape.set(untyped(wrong), ...args).catch((reason) => reason);
    expect(error).toBeInstanceOf(CacheError);
    expect(await pathsOf((error as CacheError).cause)).toEqual(PATHS);
  });

  it("of a stored text explains what is wrong with the text", async () => {
    const isolation = isolateText({ serializer: serializers.Shape });
    const text = JSON.stringify({ kind: "circle", radius: null });
    const error = misfitOf(() => isolation.give(text));
    isolation.explainable(error, { text });
    expect(await error.explain()).toMatchObject([
      { path: ["radius"], message: expect.stringContaining("number") },
    ]);
  });

  it("asks the schema of a region whose values zod checks", async () => {
    const schema = await serializers.Shape.schema();
    const isolation = isolateValues("copy", {
      serializer: zodSerializer(schema, serializers.Shape),
    });
    const error = misfitOf(() => isolation.keep(untyped(wrong)));
    isolation.explainable(error, { value: wrong });
    expect(await pathsOf(error)).toEqual(PATHS);
  });

  it("says that zod is not installed where it is not, and how to mend that", async () => {
    const cause = Object.assign(new Error("Cannot find package 'zod' imported from here"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const schema = (): Promise<never> => Promise.reject(cause);
    const isolation = isolateValues("copy", { serializer: { ...serializers.Shape, schema } });
    const error = misfitOf(() => isolation.keep(untyped(wrong)));
    isolation.explainable(error, { value: wrong });
    await expect(error.explain()).rejects.toMatchObject({
      name: "CacheError",
      code: "zod-missing",
      message: expect.stringContaining("npm install zod"),
      cause,
    });
  });

  it("lets what else keeps a schema from loading through as it is", async () => {
    const cause = Object.assign(new Error("Cannot find module './schemas.js'"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    const schema = (): Promise<never> => Promise.reject(cause);
    const isolation = isolateValues("copy", { serializer: { ...serializers.Shape, schema } });
    const error = misfitOf(() => isolation.keep(untyped(wrong)));
    isolation.explainable(error, { value: wrong });
    await expect(error.explain()).rejects.toBe(cause);
  });

  it("loads the schema when it is asked, and not before", async () => {
    const schema = vi.fn(serializers.Shape.schema);
    const isolation = isolateValues("copy", { serializer: { ...serializers.Shape, schema } });
    const error = misfitOf(() => isolation.keep(untyped(wrong)));
    isolation.explainable(error, { value: wrong });
    isolation.give(isolation.keep({ kind: "circle", radius: 1 }));
    expect(schema).not.toHaveBeenCalled();
    await error.explain();
    expect(schema).toHaveBeenCalledOnce();
  });

  it("has its message to say where there is no schema, or it sees nothing wrong", async () => {
    const own = [{ path: [], message: "it is not a string" }];
    expect(await new Misfit("it", "a string").explain()).toEqual(own);
    const mended = new Misfit("it", "a string");
    const isolation = isolateValues("copy", { serializer: serializers.Shape });
    isolation.explainable(mended, { value: { kind: "circle", radius: 1 } });
    expect(await mended.explain()).toEqual(own);
  });
});
