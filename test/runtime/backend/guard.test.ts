import { gate, ManualClock, settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { Breaker } from "../../../runtime/backend/breaker.js";
import { Guard, type Question } from "../../../runtime/backend/guard.js";
import { isAnswer } from "../../../runtime/backend/redis/connection.js";

const PAUSE_MS = 1_000;

describe("Breaker", () => {
  const failing = (): Promise<never> => Promise.reject(new Error("no answer"));

  async function opened(): Promise<{ readonly breaker: Breaker; readonly clock: ManualClock }> {
    const clock = new ManualClock();
    const breaker = new Breaker(clock, { failures: 2, pauseMs: PAUSE_MS });
    for (const _ of [1, 2]) await expect(breaker.ask(failing)).rejects.toThrow("no answer");
    return { breaker, clock };
  }

  it("asks nothing while it is open, and one question when its pause is over", async () => {
    const { breaker, clock } = await opened();
    const question = vi.fn(async () => "answer");
    await expect(breaker.ask(question)).rejects.toThrow("it failed 2 times");
    clock.advanceMs(PAUSE_MS);
    const [probe, other] = [breaker.ask(question), breaker.ask(question)];
    await expect(other).rejects.toThrow("not asked");
    expect(await probe).toBe("answer");
    expect(await breaker.ask(question)).toBe("answer");
    expect(question).toHaveBeenCalledTimes(2);
  });

  it("asks at once when the server is known to answer", async () => {
    const { breaker } = await opened();
    breaker.close();
    expect(await breaker.ask(async () => "answer")).toBe("answer");
  });

  it("stays open when that question fails", async () => {
    const { breaker, clock } = await opened();
    clock.advanceMs(PAUSE_MS);
    await expect(breaker.ask(failing)).rejects.toThrow("no answer");
    await expect(breaker.ask(failing)).rejects.toThrow("it failed 3 times");
  });

  it("takes what the server refuses for an answer, but not that it is loading", async () => {
    const clock = new ManualClock();
    const breaker = new Breaker(clock, { failures: 1, pauseMs: PAUSE_MS, isAnswer });
    const replying = (message: string) => () =>
      Promise.reject(Object.assign(new Error(message), { name: "ReplyError" }));
    await expect(breaker.ask(replying("OOM command not allowed"))).rejects.toThrow("OOM");
    await expect(breaker.ask(replying("LOADING Redis is loading"))).rejects.toThrow("LOADING");
    await expect(breaker.ask(replying("OOM"))).rejects.toThrow("not asked");
  });
});

describe("Guard", () => {
  const patience = { backendTimeoutMs: 100, breakerFailures: 2, breakerPauseMs: PAUSE_MS };

  it("gives up in time what is not answered, and says so to whoever has not sent it yet", async () => {
    const clock = new ManualClock();
    const guard = new Guard(clock, patience);
    const questions: Question[] = [];
    const call = guard.ask((question) => {
      questions.push(question);
      return gate().opened;
    });
    clock.advanceMs(99);
    await settled();
    expect(questions.map(({ isOver }) => isOver)).toEqual([false]);
    clock.advanceMs(1);
    await expect(call).rejects.toThrow("not answered within 100 ms");
    expect(questions.map(({ isOver }) => isOver)).toEqual([true]);
    expect(clock.pending).toBe(0);
  });

  it("takes an answer that came while the process was busy with something else", async () => {
    const clock = new ManualClock();
    const answer = gate<string>();
    const call = new Guard(clock, patience).ask(() => answer.opened);
    clock.advanceMs(1_000);
    answer.open("in time");
    expect(await call).toBe("in time");
  });

  it("rejects what is thrown at once, like the rest", async () => {
    const call = new Guard(new ManualClock(), patience).ask(() => {
      throw new Error("down");
    });
    await expect(call).rejects.toThrow("down");
  });

  it("gives back what is to be given back though the store is left alone", async () => {
    const guard = new Guard(new ManualClock(), patience);
    const down = (): Promise<never> => Promise.reject(new Error("down"));
    for (const _ of [1, 2]) await expect(guard.ask(down)).rejects.toThrow("down");
    await expect(guard.ask(() => "asked")).rejects.toThrow("not asked for a while");
    expect(await guard.insist(() => "asked")).toBe("asked");
    guard.close();
    expect(await guard.ask(() => "asked")).toBe("asked");
  });

  it("asks for ever where it is told to", async () => {
    const guard = new Guard(new ManualClock(), { ...patience, breakerFailures: Infinity });
    const down = vi.fn((): Promise<never> => Promise.reject(new Error("down")));
    for (let count = 0; count < 20; count += 1) await guard.ask(down).catch(() => undefined);
    expect(down).toHaveBeenCalledTimes(20);
  });
});
