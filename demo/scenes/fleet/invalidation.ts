import type { Fleet, Member } from "../../fleet/fleet.js";
import type { Outcome } from "../../fleet/order.js";
import { editionOf, passes, served } from "../../fleet/outcomes.js";
import { MADRID_ID, SPAIN } from "../../places.js";
import type { Story } from "../../story.js";
import { count } from "../../words.js";

const PEOPLE = 4_000_000;
const CHANGER = 2;
const CALLERS = 10;

/** An invalidation in one process holds in all, from the moment it is confirmed. */
export async function invalidationElsewhere(story: Story, fleet: Fleet): Promise<void> {
  story.scene(
    "9. An invalidation in one process holds in all",
    `All have Spain in the cache. Madrid is counted anew, ${count(PEOPLE)} people; process ${CHANGER} invalidates, then all ask.`,
  );
  const ask = { verb: "ask", country: SPAIN, callers: CALLERS } as const;
  const before = await fleet.tellAll(ask);
  await fleet.tellAll({ verb: "correct", city: MADRID_ID, population: PEOPLE });
  const unaware = await fleet.tellAll(ask);
  await fleet.member(CHANGER).tell({ verb: "invalidate", country: SPAIN });
  const after = await fleet.tellAll(ask);

  story.table(
    ["people in Spanish cities", "at first", "counted anew", "invalidated"],
    fleet.members.map((member) => [
      member.name,
      ...[before, unaware, after].map((outcomes) => people(outcomes, member)),
    ]),
  );
  const [old, still, fresh] = [before, unaware, after].map((each) => served(each.values()));
  story.claim(
    "until then all were served what was made first, from the cache",
    editionOf(old ?? []) === editionOf(still ?? []) && passes(unaware.values()) === 0,
  );
  story.claim(
    `after it nobody was: all ${count(fresh?.length ?? 0)} callers got Madrid's new number`,
    fresh?.every((one) => one?.largest.population === PEOPLE) === true,
  );
  const made = passes(after.values());
  story.claim(`that was made once in the whole fleet: ${count(made)}`, made === 1);
}

function people(outcomes: ReadonlyMap<Member, Outcome>, member: Member): string {
  return count(outcomes.get(member)?.served[0]?.population ?? 0n);
}
