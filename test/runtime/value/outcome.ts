import { Misfit } from "../../../runtime/value/serializer.js";

/** What a call comes to: a result, or the misfit it threw. Any other error is passed on, and fails the test. */
export type Outcome = { readonly fits: true; readonly result: unknown } | { readonly fits: false };

/** Calls, and tells a result from a misfit. */
export function outcomeOf(call: () => unknown): Outcome {
  try {
    return { fits: true, result: call() };
  } catch (error) {
    if (error instanceof Misfit) return { fits: false };
    throw error;
  }
}

/** Whether a value somewhere holds a member of its own called `__proto__`. */
export function holdsProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Map) return [...value].some(holdsProto);
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(holdsProto);
}
