import { isMap, isNode, isScalar, parseDocument, type YAMLMap } from "yaml";

/** A member of an object in a JSON text, by offsets; `end` is one past its value. */
export interface Member {
  readonly start: number;
  readonly end: number;
}

/** An object in a JSON text: where it opens, and its members. */
export interface JsonObject {
  readonly open: number;
  readonly members: readonly Member[];
}

/**
 * Finds the object that a JSON text is, and the one in it of a name: the last where there are several, as
 * `JSON.parse` takes them. The text must be JSON: it is read as the YAML that all JSON is.
 */
export function objectsIn(
  text: string,
  name: string,
): { readonly whole: JsonObject; readonly inner: JsonObject | undefined } {
  const { contents } = parseDocument(text, { uniqueKeys: false, schema: "json" });
  if (!isMap(contents)) throw new Error("an object in JSON is a map in YAML");
  const named = contents.items.findLast(({ key }) => isScalar(key) && key.value === name);
  const inner = isMap(named?.value) ? objectOf(named.value) : undefined;
  return { whole: objectOf(contents), inner };
}

function objectOf(map: YAMLMap): JsonObject {
  const members = map.items.map(({ key, value }) => {
    return { start: rangeOf(key)[0], end: rangeOf(value)[1] };
  });
  return { open: rangeOf(map)[0], members };
}

function rangeOf(node: unknown): readonly [start: number, end: number] {
  const [start = 0, end = 0] = (isNode(node) ? node.range : undefined) ?? [];
  return [start, end];
}
