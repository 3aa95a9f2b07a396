import type { FunctionSurface, Surface } from "../../../generator/surface/surface.js";

/** The surface of a schema called `test`, in which there is nothing else. */
export function surface(more: Partial<Surface> = {}): Surface {
  return { namespace: "test", regions: {}, functions: {}, types: {}, ...more };
}

/** What a function shows that takes an id and gives a text. */
export function functionSurface(more: Partial<FunctionSurface> = {}): FunctionSurface {
  return {
    version: 1,
    key: "test:users:get:{id}",
    fingerprint: "24b2d18b04dea5a1",
    kind: "single",
    args: { id: "string" },
    returns: "string",
    accessor: "Get",
    ...more,
  };
}
