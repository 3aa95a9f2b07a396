import type { Fleet } from "../../fleet/fleet.js";
import { CANADA } from "../../places.js";
import type { Story } from "../../story.js";
import { count, duration } from "../../words.js";

/** A process that stands still for longer than its lease lasts, and then goes on as if nothing had happened. */
export async function pausedHolder(story: Story, fleet: Fleet): Promise<void> {
  const [holder, other] = [fleet.member(1), fleet.member(2)];
  story.scene(
    "11. A process that stood still comes too late",
    "Process 1 adds up Canada and is stopped in the middle. Process 2 takes over. Then process 1 goes on.",
  );
  const ask = { verb: "ask", country: CANADA, callers: 1 } as const;
  await holder.tell({ verb: "hold", country: CANADA });
  holder.pause();
  const taken = await other.tell(ask);
  holder.resume();
  const late = await holder.tell({ verb: "finish" });
  const cached = await other.tell(ask);

  const madeAt = [taken, late, cached].map(({ served }) => served[0]?.computedAt.getTime());
  story.table(
    ["", "made by", "after"],
    [
      [`served to ${other.name}`, other.name, duration(taken.ms)],
      [
        `served to ${holder.name}`,
        madeAt[1] === madeAt[0] ? other.name : holder.name,
        duration(late.ms),
      ],
      ["in the cache now", madeAt[2] === madeAt[0] ? other.name : holder.name, duration(cached.ms)],
    ],
  );
  story.claim(
    `process 2 made it when the lease had ended: ${count(taken.passes)}`,
    taken.passes === 1,
  );
  story.claim(
    `what process 1 had made was refused by the server: ${late.fenced}`,
    late.fenced === 1,
  );
  story.claim(
    "the cache has the value of process 2, and process 1 was served it",
    madeAt.every((time) => time !== undefined && time === madeAt[0]),
  );
}
