/** What can become of an entry on a server: each kind of damage, drawn from a seed so that it can be drawn again. */
import type { Redis } from "ioredis";

/** Random numbers from 0 up to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Damage = (entry: Buffer, random: () => number) => Buffer;

/** Damage that leaves bytes. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  "a bit that flipped": (entry, random) => {
    const damaged = Buffer.from(entry);
    const at = below(damaged.length, random);
    damaged[at] = (damaged[at] ?? 0) ^ (1 << below(8, random));
    return damaged;
  },
  "an end that is missing": (entry, random) => entry.subarray(0, below(entry.length, random)),
  "a beginning that is missing": (entry, random) =>
    entry.subarray(1 + below(entry.length - 1, random)),
  "a piece of itself in the middle": (entry, random) => {
    const [from, to] = [below(entry.length, random), below(entry.length, random)];
    return Buffer.concat([entry.subarray(0, from), entry.subarray(to)]);
  },
  "bytes that are no UTF-8": (entry, random) => {
    const at = below(entry.length, random);
    return Buffer.concat([entry.subarray(0, at), Buffer.from([0xff, 0xc0]), entry.subarray(at)]);
  },
  "half a surrogate": (entry) => {
    const at = entry.indexOf('"label":"') + '"label":"'.length;
    return Buffer.concat([
      entry.subarray(0, at),
      Buffer.from([0xed, 0xa0, 0x80]),
      entry.subarray(at),
    ]);
  },
  "another version": (entry) => changed(entry, '"v": 2', '"v": 3'),
  "a time out of range": (entry) => changed(entry, '"ct": ', '"ct": 99'),
  "an exponent out of range": (entry) => changed(entry, '"cost": 0', '"cost": 1e999'),
  "a draw out of range": (entry) => changed(entry, '"draw": 0', '"draw": 7'),
  "a deadline that is no number": (entry) => changed(entry, '"until": 0.000', '"until": 1e999'),
  "a member twice": (entry) => changed(entry, '"cost": 0', '"cost": 0, "cost": 0'),
  "an age twice": (entry) =>
    changed(entry, '"draw"', '"hard": "0123456789abcdef", "soft": "0123456789abcdef", "draw"'),
  "a member nobody knows": (entry) => changed(entry, '"cost"', '"color": "red", "cost"'),
  "a value that nests for ever": (entry) => withPayload(entry, "[".repeat(50_000)),
  "a value that nests too deeply": (entry) =>
    withPayload(entry, `${"[".repeat(20_000)}${"]".repeat(20_000)}`),
  "a value in its prototype": (entry) => {
    const payload = entry.subarray(entry.indexOf("|") + 1).toString();
    return withPayload(entry, `{"__proto__":${payload}}`);
  },
  "a value of another type": (entry) => withPayload(entry, '{"id":"1","label":7}'),
  "text of somebody else's": () => Buffer.from("count=7"),
  "a pickle": () => Buffer.from("\x80\x04\x95\x05\x00\x00\x00\x00\x00\x00\x00K\x01.", "latin1"),
};

/** What others may have put under a key that is no text at all. */
export const FOREIGN: Readonly<Record<string, (client: Redis, key: string) => Promise<unknown>>> = {
  "a hash": (client, key) => client.hset(key, "id", 1),
  "a list": (client, key) => client.rpush(key, "1"),
  "a set": (client, key) => client.sadd(key, "1"),
  "a sorted set": (client, key) => client.zadd(key, 1, "1"),
  "a stream": (client, key) => client.xadd(key, "*", "id", "1"),
};

function below(limit: number, random: () => number): number {
  return Math.floor(random() * limit);
}

function changed(entry: Buffer, from: string, to: string): Buffer {
  const text = entry.toString();
  if (!text.includes(from)) throw new Error(`no ${from} in ${text}`);
  return Buffer.from(text.replace(from, to));
}

function withPayload(entry: Buffer, payload: string): Buffer {
  return Buffer.concat([entry.subarray(0, entry.indexOf("|") + 1), Buffer.from(payload)]);
}
