/**
 * What a thousand callers of one key pay who all come before there is a value, against a map of promises written by hand.
 *
 * The creator takes 20 ms. The overhead is what passes besides: from the first call until it begins, and from its end until
 * the last caller has the value.
 *
 * Run with `node --expose-gc --import tsx bench/runtime/burst.ts` after `npm run build`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { collectGarbage, median, summary } from "../turns.js";
import { byName, user, type User } from "./user.js";

const ROUNDS = 60;
/** Creations before the first that counts. */
const WARM_UP = 5000;
const CALLERS = 1000;
const CREATION_MS = 20;

/** The creator, and what became of it. */
class Creator {
  /** Only while it is measured: the code warms up before. */
  pauses = false;
  creations = 0;
  tookMs = 0;

  readonly create = async (name: string): Promise<User> => {
    const startMs = performance.now();
    this.creations += 1;
    if (this.pauses) await sleep(CREATION_MS);
    this.tookMs = performance.now() - startMs;
    return user(name);
  };
}

interface Contender {
  readonly name: string;
  readonly creator: Creator;
  readonly call: (name: string) => Promise<User>;
  readonly overheadMs: number[];
}

function contender(
  name: string,
  cached: (create: Creator["create"]) => (name: string) => Promise<User>,
): Contender {
  const creator = new Creator();
  return { name, creator, call: cached(creator.create), overheadMs: [] };
}

function mapOfPromises(create: Creator["create"]): (name: string) => Promise<User> {
  const promises = new Map<string, Promise<User>>();
  return async (name) => {
    const known = promises.get(name);
    if (known !== undefined) return known;
    const made = create(name);
    promises.set(name, made);
    return made;
  };
}

async function burst({ creator, call }: Contender, name: string): Promise<number> {
  const startMs = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, () => call(name)));
  return performance.now() - startMs - creator.tookMs;
}

const contenders = [
  contender("floor", mapOfPromises),
  contender("C: shared", (create) => byName("shared", create)),
  contender("C: copied", (create) => byName("copy", create)),
];

for (const { call, creator } of contenders) {
  for (let name = 0; name < WARM_UP; name += 1)
    await Promise.all([call(`${name}`), call(`${name}`)]);
  creator.creations = 0;
  creator.pauses = true;
}
for (let round = 0; round < ROUNDS; round += 1) {
  for (const each of contenders) {
    collectGarbage();
    each.overheadMs.push(await burst(each, `user${round}`));
  }
}
const floorMs = median(contenders[0]?.overheadMs ?? []);
for (const { name, creator, overheadMs } of contenders) {
  const each = creator.creations / ROUNDS;
  const ratio = (median(overheadMs) / floorMs).toFixed(2);
  console.log(
    `${name.padEnd(12)} ${each} creation a burst, +${summary(overheadMs, 2)} ms, ${ratio} x floor`,
  );
}
