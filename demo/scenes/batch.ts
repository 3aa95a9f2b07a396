import type { CityId } from "../../generated/index.js";
import { atlas, citiesByIds, cityById } from "../cache.js";
import { CAPITAL_IDS, NOWHERE_ID } from "../places.js";
import type { Story } from "../story.js";
import { count, countryName } from "../words.js";

const CACHED = 3;

/** Many keys at once, some of which are cached already. */
export async function batch(story: Story): Promise<void> {
  story.scene(
    "3. Many keys in one call",
    `${CACHED} cities are cached one by one. Then ${CAPITAL_IDS.length}, and an id that no city bears, are asked for together.`,
  );
  const single = await Promise.all(CAPITAL_IDS.slice(0, CACHED).map((id) => cityById(id)));
  const before = atlas.lookups;
  const found = await citiesByIds([...CAPITAL_IDS, NOWHERE_ID]);
  const asked = atlas.lookups - before;
  await citiesByIds([...CAPITAL_IDS, NOWHERE_ID]);
  const askedAgain = atlas.lookups - before - asked;

  const wasCached = (id: CityId): boolean => single.some((city) => city?.id === id);
  story.table(
    ["city", "country", "people", "from"],
    [...found.values()]
      .filter((city) => city !== null)
      .map(({ id, name, country, population }) => [
        name,
        countryName(country),
        count(population),
        wasCached(id) ? "cache" : "creator",
      ]),
  );
  const missing = CAPITAL_IDS.length + 1 - CACHED;
  story.claim(
    `the creator was asked for the ${missing} that were not cached: ${asked}`,
    asked === missing,
  );
  story.claim(`id ${NOWHERE_ID} is not among the answers`, !found.has(NOWHERE_ID));
  story.claim(
    `the second time it was asked for none, since "not found" is remembered too: ${askedAgain}`,
    askedAgain === 0,
  );
}
