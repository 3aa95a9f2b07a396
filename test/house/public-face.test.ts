import * as face from "cachegen";
import * as forGenerated from "cachegen/runtime";
import * as testing from "cachegen/testing";
import * as zodTypes from "cachegen/zod";
import { describe, expect, it } from "vitest";

describe("cachegen", () => {
  it("offers these values and no others", () => {
    expect(Object.keys(face).sort()).toEqual([
      "CacheError",
      "MemoryBackend",
      "Misfit",
      "NO_VALUE",
      "NoneBackend",
      "ProxyBackend",
      "Unreadable",
      "adaptPlain",
      "closeAll",
      "defineRegion",
      "isCacheError",
      "isNoValue",
      "longerThan",
      "registerBackend",
      "sha1",
      "sha256",
      "systemClock",
    ]);
  });
});

describe("cachegen/runtime", () => {
  it("offers generated code these values besides, of the same copy", () => {
    const own = Object.keys(forGenerated).filter((name) => !(name in face));
    expect(own.sort()).toEqual([
      "check",
      "compactSerializer",
      "copy",
      "decode",
      "defineFunction",
      "defineListFunction",
      "defineMapFunction",
      "encode",
      "importedType",
      "key",
      "lazySchema",
      "python",
      "size",
    ]);
    expect(forGenerated).toMatchObject(face);
  });
});

describe("cachegen/zod", () => {
  it("offers a schema of every kind of type and no other values", () => {
    expect(Object.keys(zodTypes).sort()).toEqual([
      "bigint",
      "boolean",
      "bytes",
      "date",
      "datetime",
      "epoch",
      "float",
      "int",
      "json",
      "lazy",
      "list",
      "literal",
      "map",
      "member",
      "nullable",
      "object",
      "optional",
      "record",
      "set",
      "string",
      "tuple",
      "union",
      "uuid",
    ]);
  });
});

describe("cachegen/testing", () => {
  it("offers these values and no others", () => {
    expect(Object.keys(testing).sort()).toEqual([
      "FaultyBackend",
      "ManualClock",
      "RecordingBackend",
      "TcpProxy",
      "describeLeasingBackend",
      "describePlainBackend",
      "faultyBackend",
      "gate",
      "manualClock",
      "recordingBackend",
      "settled",
      "tcpProxy",
    ]);
  });
});
