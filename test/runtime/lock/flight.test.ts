import { settled } from "cachegen/testing";
import { describe, expect, it, vi } from "vitest";
import { Flight } from "../../../runtime/lock/flight.js";
import { Flights } from "../../../runtime/lock/flights.js";

const made = (value: string) => ({ kind: "made", value }) as const;

describe("Flight", () => {
  it("gives what was made to all who joined before it was stored", async () => {
    const flight = new Flight<string>();
    const seats = [flight.lead(false), flight.join(false)];
    flight.close();
    flight.land(made("value"));
    expect(await Promise.all(seats.map(({ landing }) => landing))).toEqual([
      made("value"),
      made("value"),
    ]);
  });

  it("sends those who come while it is stored to look again", async () => {
    const flight = new Flight<string>();
    flight.close();
    const late = flight.join(false);
    const patient = flight.join(true);
    flight.land(made("value"));
    expect(await late.landing).toEqual({ kind: "again" });
    expect(await patient.landing).toEqual({ kind: "again" });
  });

  it("gives what was found to its leader only", async () => {
    const flight = new Flight<string>();
    const [leader, joiner] = [flight.lead(false), flight.join(false)];
    flight.land({ kind: "found", value: "value" });
    expect(await leader.landing).toEqual({ kind: "found", value: "value" });
    expect(await joiner.landing).toEqual({ kind: "again" });
  });

  it("gives what another process told to those who were there before the lease was asked for", async () => {
    const flight = new Flight<string>();
    const told = { kind: "told", value: "value" } as const;
    const before = [flight.lead(false).landing, flight.join(true).landing, flight.share()];
    flight.ask();
    const after = [flight.join(false).landing, flight.join(true).landing, flight.share()];
    flight.land(told);
    for (const landing of before) expect(await landing).toEqual(told);
    for (const landing of after) expect(await landing).toEqual({ kind: "again" });
  });

  it("fails all who wait, and nobody when nobody does", async () => {
    const flight = new Flight<string>();
    const seat = flight.join(false);
    flight.fail("reason");
    await expect(seat.landing).rejects.toBe("reason");
    await expect(flight.join(false).landing).rejects.toBe("reason");
    new Flight<string>().fail("heard by nobody");
    await settled();
  });

  it("wakes all but the patient when it is revoked, and tells the creator when nobody is left", async () => {
    const flight = new Flight<string>();
    const [hasty, patient] = [flight.join(false), flight.join(true)];
    flight.revoke("newer");
    expect(await hasty.landing).toEqual({ kind: "again" });
    expect(flight.signal.aborted).toBe(false);
    flight.land(made("late"));
    expect(await patient.landing).toEqual(made("late"));
    const alone = new Flight<string>();
    alone.revoke("newer");
    expect(alone.signal.aborted).toBe(true);
    expect(alone.wanted).toBe(false);
  });

  it("gives all who share a seat one landing, until it is stored or revoked", async () => {
    const flight = new Flight<string>();
    const shared = [flight.share(), flight.share()];
    expect(shared[0]).toBe(shared[1]);
    flight.close();
    const late = flight.share();
    flight.land(made("value"));
    expect(await Promise.all(shared)).toEqual([made("value"), made("value")]);
    expect(await late).toEqual({ kind: "again" });
    const revoked = new Flight<string>();
    const before = revoked.share();
    revoked.revoke("newer");
    expect([await before, await revoked.share()]).toEqual([{ kind: "again" }, { kind: "again" }]);
  });

  it("gives what may have been overtaken to those only who came before its creation began", async () => {
    const flight = new Flight<string>();
    const seats = [flight.lead(false), flight.join(false)];
    const shared = flight.share();
    flight.begin();
    const late = [flight.join(false), flight.join(true)];
    const lateShared = flight.share();
    flight.land({ kind: "unsure", value: "value" });
    const unsure = { kind: "unsure", value: "value" };
    expect(await Promise.all(seats.map(({ landing }) => landing))).toEqual([unsure, unsure]);
    expect(await shared).toEqual(unsure);
    const again = { kind: "again" };
    expect(await Promise.all(late.map(({ landing }) => landing))).toEqual([again, again]);
    expect(await lateShared).toEqual(again);
  });

  it("has no patience for what was overtaken with those who came after its creation began", async () => {
    const flight = new Flight<string>();
    flight.begin();
    const late = flight.join(true);
    flight.revoke("newer");
    expect(await late.landing).toEqual({ kind: "again" });
  });

  it("goes on for those who share a seat when its leader has gone", () => {
    const flight = new Flight<string>();
    const leader = flight.lead(false);
    void flight.share();
    expect(leader.leave()).toBe(false);
    expect(flight.wanted).toBe(true);
  });

  it("says when the last one has left, unless it goes on in the background", () => {
    const flight = new Flight<string>();
    const [one, other] = [flight.lead(false), flight.join(false)];
    expect([one.leave(), one.leave(), other.leave()]).toEqual([false, false, true]);
    const background = new Flight<string>();
    const seat = background.lead(false);
    background.detach();
    expect(seat.leave()).toBe(false);
  });

  it("gives back what it holds when it is abandoned, also when that is said later", () => {
    const flight = new Flight<string>();
    const giveBack = vi.fn();
    flight.onAbandoned(giveBack);
    expect(giveBack).not.toHaveBeenCalled();
    flight.abandon("gone");
    expect(giveBack).toHaveBeenCalledTimes(1);
    const late = vi.fn();
    flight.onAbandoned(late);
    expect(late).toHaveBeenCalledTimes(1);
  });

  it("that is abandoned goes on for the patient, who take what is made", async () => {
    const flight = new Flight<string>();
    const patient = flight.lead(true);
    const giveBack = vi.fn();
    flight.onAbandoned(giveBack);
    flight.abandon("newer");
    expect(giveBack).toHaveBeenCalledTimes(1);
    expect(flight.signal.aborted).toBe(false);
    flight.land(made("value"));
    expect(await patient.landing).toEqual(made("value"));
  });
});

describe("Flights", () => {
  it("knows one flight of a key, and forgets only that one", () => {
    const flights = new Flights<string>(true);
    const first = flights.start("k", "newer");
    const second = flights.start("k", "newer");
    expect(first.revoked).toBe(true);
    flights.end("k", first);
    expect(flights.find("k")).toBe(second);
    flights.end("k", second);
    expect(flights.find("k")).toBeUndefined();
  });

  it("keeps every caller alone when they are not shared", () => {
    const flights = new Flights<string>(false);
    flights.start("k", "newer");
    expect(flights.find("k")).toBeUndefined();
  });

  it("is idle when the last has ended", async () => {
    const flights = new Flights<string>(true);
    await flights.traffic.idle();
    const flight = flights.start("k", "newer");
    const idle = vi.fn();
    void flights.traffic.idle().then(idle);
    await settled();
    expect(idle).not.toHaveBeenCalled();
    flights.end("k", flight);
    await settled();
    expect(idle).toHaveBeenCalledTimes(1);
  });

  it("fails what is under way when it is closed, and begins nothing any more", async () => {
    const flights = new Flights<string>(true);
    const seat = flights.start("k", "newer").join(false);
    const closed = new Error("closed");
    flights.close(closed);
    await expect(seat.landing).rejects.toBe(closed);
    expect(() => flights.start("k", "newer")).toThrow("closed");
  });
});
