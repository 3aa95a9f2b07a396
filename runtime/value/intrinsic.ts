/**
 * What dates and bytes are by themselves, read by the methods of the language: a member that was put over one of them would
 * make two equal keys of different values. Each throws a `TypeError` when given anything else.
 */

const { getTime } = Date.prototype;
const buffer = getterOf<ArrayBufferLike>("buffer");
const byteOffset = getterOf<number>("byteOffset");
const byteLength = getterOf<number>("byteLength");

/** The milliseconds since 1970 of a `Date`; `NaN` when it is invalid. */
export function millisecondsOf(value: Date): number {
  return getTime.call(value);
}

/** Bytes as a `Buffer` in the same memory: nothing is copied. */
export function bufferOf(value: Uint8Array): Buffer {
  return Buffer.from(buffer.call(value), byteOffset.call(value), byteLength.call(value));
}

function getterOf<T>(name: "buffer" | "byteOffset" | "byteLength"): (this: Uint8Array) => T {
  const prototype: object = Object.getPrototypeOf(Uint8Array.prototype);
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (getter === undefined) throw new Error(`typed arrays have no ${name}`);
  return getter;
}
