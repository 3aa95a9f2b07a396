/** So many characters at the end are read one by one: what tells keys apart stands there more often than not. */
const TAIL = 8;
/** Of those before them about so many are read, and as many again at most. */
const SAMPLES = 4;

/**
 * A number from 0 up to 2³² for a text, its bits well mixed; different texts rarely share one. But long texts that differ
 * only in places it does not read always do: it is for what may take one text for another now and then.
 */
export function hashOf(text: string): number {
  const tail = Math.max(0, text.length - TAIL);
  const stride = Math.max(1, Math.floor(tail / SAMPLES));
  let hash = text.length;
  for (let at = 0; at < tail; at += stride) hash = mixed(hash, text.charCodeAt(at));
  for (let at = tail; at < text.length; at += 1) hash = mixed(hash, text.charCodeAt(at));
  // The last characters have reached the low bits only: spread them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}
