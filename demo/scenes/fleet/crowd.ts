import { isDeepStrictEqual } from "node:util";
import { atlas } from "../../cache.js";
import type { Fleet } from "../../fleet/fleet.js";
import { passes, served } from "../../fleet/outcomes.js";
import { FRANCE } from "../../places.js";
import type { Story } from "../../story.js";
import { count, duration } from "../../words.js";

const CALLERS = 50;

/** Many callers in several processes of a key that nobody has asked for yet. */
export async function crowdOfProcesses(story: Story, fleet: Fleet): Promise<void> {
  const all = fleet.members.length * CALLERS;
  story.scene(
    `8. ${count(all)} callers in ${fleet.members.length} processes, one cold key`,
    "What does France add up to? No process knows of the others; the server they share gives one of them the lease.",
  );
  const outcomes = await fleet.tellAll({ verb: "ask", country: FRANCE, callers: CALLERS });
  const answers = served(outcomes.values());
  const right = await atlas.countryStatistics(FRANCE);

  story.table(
    ["process", "callers", "passes over the data", "time for all"],
    [...outcomes].map(([{ name }, outcome]) => [
      name,
      count(outcome.served.length),
      count(outcome.passes),
      duration(outcome.ms),
    ]),
  );
  const made = passes(outcomes.values());
  story.claim(`the creator ran once in the whole fleet: ${count(made)}`, made === 1);
  story.claim(
    `all ${count(answers.length)} callers got the same answer, made at the same moment`,
    answers.length === all && answers.every((answer) => isDeepStrictEqual(answer, answers[0])),
  );
  story.claim(
    `it is right: ${count(right?.population ?? 0n)} people in ${count(right?.cities ?? 0)} cities`,
    answers[0]?.population === right?.population && answers[0]?.cities === right?.cities,
  );
}
