import type { Fleet } from "../../fleet/fleet.js";
import { POLAND, WARSAW_ID } from "../../places.js";
import type { Story } from "../../story.js";
import { count } from "../../words.js";

const PEOPLE = 2_000_000;

/** A value that is in the making in one process while another invalidates it. */
export async function overtakenElsewhere(story: Story, fleet: Fleet): Promise<void> {
  story.scene(
    "10. Nor is it undone by a value still in the making elsewhere",
    `Process 1 adds up Poland and takes its time. Process 2 counts ${count(PEOPLE)} people in Warsaw and invalidates.`,
  );
  const [maker, changer] = [fleet.member(1), fleet.member(2)];
  const ask = { verb: "ask", country: POLAND, callers: 1 } as const;
  await maker.tell({ verb: "hold", country: POLAND });
  await fleet.tellAll({ verb: "correct", city: WARSAW_ID, population: PEOPLE });
  await changer.tell({ verb: "invalidate", country: POLAND });
  const next = await changer.tell(ask);
  const late = await maker.tell({ verb: "finish" });
  const cached = await fleet.tellAll(ask);

  const rows = [
    [`${changer.name}, which asked after its invalidation`, next],
    [`${maker.name}, whose value was overtaken`, late],
    ...[...cached].map(([{ name }, outcome]) => [`${name}, from the cache`, outcome] as const),
  ] as const;
  story.table(
    ["served to", "people in Warsaw"],
    rows.map(([who, { served }]) => [who, count(served[0]?.largest.population ?? 0)]),
  );
  story.claim(
    `what process 1 had made was refused by the server: ${late.fenced}`,
    late.fenced === 1 && late.passes === 0,
  );
  story.claim(
    "everybody was served the new number, who had asked before too",
    rows.every(([, { served }]) => served[0]?.largest.population === PEOPLE),
  );
}
