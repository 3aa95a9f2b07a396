import type { JsonSchema, ValueForm } from "../option/form.js";
import { GUIDE, type OptionGuide } from "../option/guide.js";
import { OPTIONS, type Place } from "../option/table.js";
import { FUNCTION_KEYS, REGION_KEYS } from "../option/keys.js";
import { ARGUMENT_NAME, described, mapOf, NAME, ref, refAnd } from "./pieces.js";

/** The definitions of a region and a function. */
export function regionSchema(): JsonSchema {
  return {
    region: {
      type: "object",
      additionalProperties: false,
      properties: {
        ...described(REGION_KEYS, { functions: mapOf(NAME, ref("function")) }),
        ...optionsOf(["region"]),
      },
    },
    function: {
      type: "object",
      additionalProperties: false,
      anyOf: [{ required: ["returns"] }, { required: ["multiOf"] }],
      properties: { ...ownProperties(), ...optionsOf(["function", "multi"]) },
      dependencies: Object.fromEntries(
        Object.keys(optionsOf(["multi"])).map((name) => [name, MANY]),
      ),
    },
  };
}

/** A function of many keys. */
const MANY: JsonSchema = { anyOf: [{ required: ["multi"] }, { required: ["multiOf"] }] };

function ownProperties(): JsonSchema {
  return described(FUNCTION_KEYS, {
    args: mapOf(ARGUMENT_NAME, ref("argument")),
    returns: refAnd("type", {}),
    multi: { anyOf: [{ type: "string" }, { const: true }, { type: "null" }] },
    multiOf: { type: "string" },
  });
}

function optionsOf(places: readonly Place[]): JsonSchema {
  const options = OPTIONS.filter((option) => option.places.some((place) => places.includes(place)));
  return Object.fromEntries(
    options.flatMap(({ name, form }) => {
      const guide = GUIDE[name];
      return guide === undefined ? [] : [[name, optionSchema(form, guide)]];
    }),
  );
}

function optionSchema(form: ValueForm, { otherwise, meaning }: OptionGuide): JsonSchema {
  const description = `${withoutLinks(meaning)}\n\nValue: ${form.words}. Default: ${otherwise}.`;
  return { description, ...form.schema };
}

/** An editor cannot follow a link into the reference. */
function withoutLinks(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
}
