/** Small makers for the tests of a region. */
import { MemoryBackend, systemClock } from "cachegen/runtime";

/** A store of this process, to be shared by regions. */
export function memory(): MemoryBackend {
  return new MemoryBackend({ clock: systemClock, maxEntries: 100 });
}

/** Why a promise is rejected; nothing when it is not. */
export async function reason(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
