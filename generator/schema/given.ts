import type { OptionValues } from "./options.js";

type Name = keyof OptionValues;
type Value<Of extends Name> = NonNullable<OptionValues[Of]>["value"];

/** The values of some options, without their places; those that were not given are left out. */
export function given<const Of extends Name>(
  options: OptionValues,
  names: readonly Of[],
): { readonly [Each in Of]?: Value<Each> } {
  const entries = names.flatMap((name) => {
    const located: OptionValues[Name] = options[name];
    return located === undefined ? [] : [[name, located.value]];
  });
  // An object made of entries no longer knows which value stands under which name.
  return Object.fromEntries(entries) as { readonly [Each in Of]?: Value<Each> };
}
