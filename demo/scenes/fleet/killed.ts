import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet } from "../../fleet/fleet.js";
import { editionOf, passes, served } from "../../fleet/outcomes.js";
import { BRAZIL } from "../../places.js";
import type { Story } from "../../story.js";
import { count, duration } from "../../words.js";

const CALLERS = 20;
/** Long enough for all who wait to have begun, in milliseconds. */
const MEANWHILE_MS = 100;

/** A process that is killed while it makes what others wait for. */
export async function killedHolder(story: Story, fleet: Fleet): Promise<void> {
  const holder = fleet.member(fleet.members.length);
  const others = fleet.members.filter((member) => member !== holder);
  story.scene(
    "12. A process is killed while all wait for it",
    `Process ${holder.number} adds up Brazil, with a lease of 3 s that it renews. The others wait; it is killed.`,
  );
  await holder.tell({ verb: "hold", country: BRAZIL });
  const asking = fleet.tellAll({ verb: "ask", country: BRAZIL, callers: CALLERS }, others);
  await sleep(MEANWHILE_MS);
  await holder.kill();
  const outcomes = await asking;

  story.table(
    ["process", "callers", "passes over the data", "waited"],
    [
      [`${holder.name}, killed`, "", "", ""],
      ...[...outcomes].map(([{ name }, outcome]) => [
        name,
        count(outcome.served.length),
        count(outcome.passes),
        duration(outcome.ms),
      ]),
    ],
  );
  const answers = served(outcomes.values());
  const made = passes(outcomes.values());
  story.claim(`one of the others took over, and only one: ${count(made)}`, made === 1);
  story.claim(
    `all ${count(answers.length)} who had waited were served`,
    answers.length === others.length * CALLERS && editionOf(answers) !== undefined,
  );
}
