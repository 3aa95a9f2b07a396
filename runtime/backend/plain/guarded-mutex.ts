import type { Guard } from "../guard.js";
import type { PlainMutex } from "./plain-backend.js";

/** A mutex none of whose calls hangs. One that is taken when nobody waits for it any more is given back. */
export function guardedMutex(mutex: PlainMutex, guard: Guard): PlainMutex {
  const guarded: PlainMutex = {
    acquire: (wait) =>
      guard.ask(async (question) => {
        const isTaken = await mutex.acquire(wait);
        if (isTaken && question.isOver) await mutex.release();
        return isTaken;
      }),
    release: () => guard.insist(() => mutex.release()),
  };
  return mutex.locked === undefined
    ? guarded
    : { ...guarded, locked: () => guard.ask(async () => (await mutex.locked?.()) === true) };
}
