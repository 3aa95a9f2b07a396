import { describe, expect, it } from "vitest";
import { changes, independent, reads, type Move } from "./step.js";
import { Trace } from "./trace.js";

function move(name: string, { since, ...what }: Partial<Move> & { since: number }): Move {
  return { name, since, touches: what.touches ?? changes("x") };
}

describe("moves", () => {
  it("commute unless one changes what the other touches", () => {
    const [reader, writer] = [
      move("r", { since: 0, touches: reads("x") }),
      move("w", { since: 0 }),
    ];
    expect(independent(reader, reader)).toBe(true);
    expect(independent(reader, writer)).toBe(false);
    expect(independent(writer, move("y", { since: 0, touches: changes("y") }))).toBe(true);
  });
});

describe("Trace", () => {
  it("tells which moves could have happened the other way round", () => {
    const trace = new Trace();
    expect(trace.add(move("one", { since: 0 }))).toEqual([]);
    expect(trace.add(move("two", { since: 0 }))).toEqual([{ at: 0, instead: ["two"] }]);
  });

  it("sees no race between a move and what made it possible", () => {
    const trace = new Trace();
    trace.add(move("question", { since: 0 }));
    expect(trace.add(move("answer", { since: 1 }))).toEqual([]);
  });

  it("sees no race between moves that commute, nor with a move behind a nearer rival", () => {
    const trace = new Trace();
    trace.add(move("one", { since: 0 }));
    trace.add(move("aside", { since: 0, touches: changes("y") }));
    trace.add(move("two", { since: 0 }));
    expect(trace.add(move("three", { since: 0 }))).toEqual([{ at: 2, instead: ["three"] }]);
  });

  it("names what has to come first where a move was not yet possible", () => {
    const trace = new Trace();
    trace.add(move("one", { since: 0 }));
    trace.add(move("way", { since: 0, touches: changes("y") }));
    expect(trace.add(move("two", { since: 2 }))).toEqual([{ at: 0, instead: ["way"] }]);
  });

  it("forgets what is cut off", () => {
    const trace = new Trace();
    trace.add(move("one", { since: 0 }));
    trace.cut(0);
    expect(trace.length).toBe(0);
    expect(trace.add(move("two", { since: 0 }))).toEqual([]);
  });
});
