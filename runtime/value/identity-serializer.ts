import type { PlainSerializer } from "./serializer.js";

/**
 * No serializer: values are kept and handed out as they are, unchecked and shared. For stores in this process.
 *
 * @param size about how many bytes a value takes; a value it cannot measure counts nothing.
 */
export function identitySerializer<V>(size: (value: V) => number): PlainSerializer<V> {
  return {
    encode: refuse,
    decode: refuse,
    copy: (value) => value,
    size: (value) => {
      try {
        const bytes = size(value);
        return bytes >= 0 ? bytes : 0;
      } catch {
        return 0;
      }
    },
  };
}

function refuse(): never {
  throw new TypeError("a region without a serializer has no text form of its values");
}
