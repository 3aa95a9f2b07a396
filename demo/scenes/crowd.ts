import { isDeepStrictEqual } from "node:util";
import { atlas, nearestCities } from "../cache.js";
import { timed } from "../measure.js";
import { TOKYO } from "../places.js";
import type { Story } from "../story.js";
import { count, duration } from "../words.js";

const CALLERS = 1_000;

/** Many callers at once of a key that nobody has asked for yet. */
export async function crowd(story: Story): Promise<void> {
  story.scene(
    `2. ${count(CALLERS)} callers of one cold key`,
    "All ask in the same moment. One of them makes the answer, the others wait for it.",
  );
  const { latitude, longitude } = TOKYO;
  const scans = atlas.scans;
  const alone = await timed(() => atlas.nearestCities(TOKYO, 10));
  const scansAlone = atlas.scans - scans;
  const together = await timed(() =>
    Promise.all(Array.from({ length: CALLERS }, () => nearestCities(latitude, longitude))),
  );
  const answers = new Set(together.value);
  const equal = together.value.every((answer) => isDeepStrictEqual(answer, alone.value));

  const passes = atlas.scans - scans - scansAlone;
  story.table(
    ["callers", "passes over the data", "time for all"],
    [
      ["one, without the cache", count(scansAlone), duration(alone.ms)],
      [`${count(CALLERS)} times that`, count(scansAlone * CALLERS), duration(alone.ms * CALLERS)],
      [`${count(CALLERS)}, with it`, count(passes), duration(together.ms)],
    ],
  );
  story.claim(`the creator ran once for ${count(CALLERS)} callers: ${count(passes)}`, passes === 1);
  story.claim("all got the right answer", equal);
  story.claim(`each got a copy of its own: ${count(answers.size)}`, answers.size === CALLERS);
}
