/** A process that uses a region, closes it, and has nothing more to do: it says what still keeps it alive, and must end by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import { closeAll, defineRegion } from "cachegen/runtime";

/** What a leaver does, told by its environment. */
export interface LeaverOptions {
  readonly url: string;
  /** Wait for somebody else's lease, in the end. */
  readonly waits: boolean;
  /** Have a creator that never ends. */
  readonly makes: boolean;
  /** Close what was opened: without it the process must not end. */
  readonly closes: boolean;
}

/** About a second: nothing that was closed may keep a process longer. */
const LOOKS = 40;
const LOOK_MS = 25;

const { url, waits, makes, closes } = JSON.parse(process.env["LEAVER"] ?? "{}") as LeaverOptions;

const region = defineRegion({
  name: "leaver",
  backend: url,
  expirationMs: 60_000,
  leaseMs: 600_000,
});
await region.getOrCreate("k", () => "made");
await region.set("k", "set").catch(() => undefined);
await region.delete("k").catch(() => undefined);
await region.invalidate().catch(() => undefined);
const under: Promise<unknown>[] = [];
if (waits) under.push(region.getOrCreate("held", () => "not made"));
if (makes) under.push(region.getOrCreate("never", () => new Promise(() => undefined)));
const ends = Promise.allSettled(under);
await sleep(300);
if (closes) {
  await closeAll();
  await ends;
}
process.send?.(await left(), () => process.disconnect());

/** What keeps this process alive, once what is being closed has had its time. */
async function left(): Promise<string[]> {
  let ours: string[] = [];
  for (let look = 0; look < LOOKS && (look === 0 || ours.length > 0); look += 1) {
    await sleep(LOOK_MS);
    ours = process.getActiveResourcesInfo().filter((name) => !/^(Pipe|TTY)Wrap$/.test(name));
  }
  return ours;
}
