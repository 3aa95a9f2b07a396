import type { SchemaModel } from "../../../generator/schema/model.js";
import {
  args,
  list,
  multi,
  named,
  nullable,
  object,
  region,
  scalar,
  schema,
  single,
} from "../model-parts.js";

const text = scalar("string");
const point = object("key", { item: scalar("int"), "place?": named("Color") });

/** Names that meet those of the runtime, of JavaScript, and each other. */
export const model: SchemaModel = schema(
  [
    object("City", { text, value: text, from: text, result: text, class: text }),
    object("CityList", { cities: list(named("City")) }),
    { kind: "enum", name: "Color", members: ["red"] },
    { kind: "brand", name: "encode", of: text },
    object("decodeCity", { id: named("encode"), "size?": scalar("int", { min: 1 }) }),
    object("schemas", { z: text }),
    object("z", { wire: text }),
    object("types", { lazySchema: text }),
    object("text", { copy: nullable(named("types")) }),
    point,
  ],
  [
    region("places", [
      single("city", named("City"), {
        args: args({ key: text, check: scalar("int", { min: 1 }) }),
      }),
      single("cities", list(named("City")), {
        args: args({ types: named("Color"), keys: named("key") }),
      }),
      single("cityList", named("CityList"), { args: args({ key: text, key2: text }) }),
      single("key", named("decodeCity"), { args: args({ key: named("key") }) }),
      single("check", named("schemas"), { args: args({ region: scalar("int", { max: 9 }) }) }),
      single("types", named("types"), { args: args({ color: named("Color") }) }),
      single("keys", named("text"), { args: args({ text: named("text") }) }),
      single("serializers", named("z")),
      single("defineFunction", named("encode")),
      single("accessor", named("key")),
      single("definition", text),
      single("date", text, { args: args({ date: scalar("datetime") }) }),
      single("Date2", text),
      multi("map", text, { args: args({ ids: text, idses: text }) }),
      multi("boxes", text, { args: args({ box: text, boxes: text }) }),
    ]),
    region("Region", [
      single("get_city", text),
      single("get_city_2", text),
      single("getCity2", text),
    ]),
  ],
);
