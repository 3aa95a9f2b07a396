import { describe, expect, it } from "vitest";
import { HeldLease } from "../../../runtime/backend/plain/held-leases.js";
import { RetryNotes } from "../../../runtime/backend/plain/retry-notes.js";

function stale(key: string, fillId: unknown): HeldLease {
  const lease = new HeldLease(key);
  lease.basis = { ages: { hardId: "h", softId: "s" }, fillId };
  return lease;
}

describe("RetryNotes", () => {
  it("are about one fill of a key", () => {
    const notes = new RetryNotes();
    notes.note(stale("a", "first"), 5_000, 0);
    expect(notes.retryAtMs("a", "first")).toBe(5_000);
    expect(notes.retryAtMs("a", "second")).toBe(0);
    expect(notes.retryAtMs("b", "first")).toBe(0);
  });

  it("are forgotten when their time has come", () => {
    const notes = new RetryNotes();
    for (let at = 0; at < 100; at += 1) notes.note(stale(`k${at}`, "fill"), 1_000 + at, at);
    notes.note(stale("last", "fill"), 9_000, 5_000);
    expect(notes.size).toBe(1);
  });

  it("are bounded, the oldest going first", () => {
    const notes = new RetryNotes();
    for (let at = 0; at < 10_100; at += 1) notes.note(stale(`k${at}`, "fill"), Infinity, at);
    expect(notes.size).toBe(10_000);
    expect(notes.retryAtMs("k99", "fill")).toBe(0);
    expect(notes.retryAtMs("k100", "fill")).toBe(Infinity);
  });

  it("are none where there was nothing stale", () => {
    const notes = new RetryNotes();
    notes.note(stale("a", undefined), 5_000, 0);
    expect(notes.size).toBe(0);
  });
});
