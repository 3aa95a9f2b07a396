import type { OptionValues } from "../option/table.js";
import type { RegionDeclaration } from "../shape/declaration.js";

/** The options of a region or function, and which of them were reported. */
export type Given = Pick<RegionDeclaration, "options" | "faulted">;

/** Whose options hold for a region or function, the nearest first: its own come before all others. */
export type OptionChain = readonly [own: Given, ...others: Given[]];

/** Gives the chains of a region's functions: each itself, the one whose entries it shares, the region. */
export function chainsOf(region: RegionDeclaration): readonly OptionChain[] {
  const byName = new Map(region.functions.map((each) => [each.name.value, each]));
  return region.functions.map((each) => {
    const shared = byName.get(each.multiOf?.value ?? "");
    return shared === undefined ? [each, region] : [each, shared, region];
  });
}

/** Finds what holds: the nearest value, or the default where nobody says; `undefined` = what was said is unknown. */
export function settled<const Field extends keyof OptionValues, Default>(
  chain: OptionChain,
  [name, field]: readonly [name: string, field: Field],
  byDefault: Default,
): NonNullable<OptionValues[Field]>["value"] | Default | undefined {
  for (const { options, faulted } of chain) {
    if (faulted.includes(name)) return undefined;
    const located: OptionValues[Field] = options[field];
    if (located !== undefined) return located.value;
  }
  return byDefault;
}
