import type { Clock } from "cachegen/runtime";

/** A callback that waits for its time. */
export interface Alarm {
  readonly process: string;
  readonly name: string;
  readonly atMs: number;
  readonly ring: () => void;
}

/** One time for all processes, which moves only when an alarm is made to ring. */
export class SimulatedTime {
  #nowMs = Date.UTC(2026, 0, 1);
  #set = 0;
  readonly #alarms = new Set<Alarm>();

  get nowMs(): number {
    return this.#nowMs;
  }

  /** The alarms of one process that have not rung. */
  alarmsOf(process: string): readonly Alarm[] {
    return [...this.#alarms].filter((alarm) => alarm.process === process);
  }

  /** The alarm to ring next, of processes that live. */
  next(isDead: (process: string) => boolean): Alarm | undefined {
    const living = [...this.#alarms].filter(({ process }) => !isDead(process));
    return living.sort((a, b) => a.atMs - b.atMs)[0];
  }

  /** Move on to an alarm's time and ring it. */
  ring(alarm: Alarm): void {
    this.#alarms.delete(alarm);
    this.#nowMs = Math.max(this.#nowMs, alarm.atMs);
    alarm.ring();
  }

  /** The clock of one process. */
  clockOf(process: string): Clock {
    return {
      nowMs: () => this.#nowMs,
      after: (delayMs, ring) => {
        this.#set += 1;
        const name = `${process} has waited ${delayMs} ms (alarm ${this.#set})`;
        const alarm = { process, name, atMs: this.#nowMs + delayMs, ring };
        this.#alarms.add(alarm);
        return () => void this.#alarms.delete(alarm);
      },
    };
  }
}
