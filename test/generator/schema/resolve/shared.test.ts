import { expect, it } from "vitest";
import { Report } from "../../../../generator/diagnostic/report.js";
import { resolveShared } from "../../../../generator/schema/resolve/shared.js";
import { TypeScope } from "../../../../generator/schema/resolve/type-scope.js";
import type {
  FunctionDeclaration,
  RegionDeclaration,
} from "../../../../generator/schema/shape/declaration.js";

const span = { start: 0, end: 0 };

function functionCalled(
  name: string,
  more: Partial<FunctionDeclaration> = {},
): FunctionDeclaration {
  return { name: { value: name, span }, options: {}, faulted: [], isWhole: true, ...more };
}

it("a function finds the one it shares with without a look at the others of its region", () => {
  const single = functionCalled("getUser");
  const multi = functionCalled("getUsers", {
    multi: { span },
    multiOf: { value: "getUser", span },
  });
  let looks = 0;
  const region: RegionDeclaration = {
    name: { value: "users", span },
    options: {},
    faulted: [],
    get functions() {
      looks += 1;
      return [single, multi];
    },
  };
  const report = new Report();
  const functions = new Map([single, multi].map((each) => [each.name.value, each]));
  resolveShared(multi, {
    types: new TypeScope({ types: [], output: { value: "./generated", span }, emit: "ts" }, report),
    region,
    functions,
    singles: new Map(),
  });
  expect(report.sorted().map(({ code }) => code)).not.toContain("CG3008");
  expect(looks).toBe(0);
});
