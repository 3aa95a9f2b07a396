import type { FunctionDeclaration } from "../shape/declaration.js";
import type { TypeSyntax } from "../type/syntax.js";
import type { TypeScope } from "./type-scope.js";

/** Reports options that make sense for other results only. */
export function checkResultOptions(
  { options }: FunctionDeclaration,
  returns: TypeSyntax | undefined,
  types: TypeScope,
): void {
  const { cacheNullMs, missingMs, result } = options;
  if (cacheNullMs !== undefined && returns !== undefined && !mayBeNull(returns, types)) {
    const message = "cacheNull, but the result is never null";
    const hint = "write returns: T? if it may be null";
    types.report.add({ code: "CG4005", span: cacheNullMs.span, message, hint });
  }
  if (missingMs !== undefined && result?.value === "list") {
    const message = "missing, but a list has a result for each argument";
    const hint = "use result: map, or a result that may be null and cacheNull";
    types.report.add({ code: "CG4005", span: missingMs.span, message, hint });
  }
}

function mayBeNull(type: TypeSyntax, types: TypeScope): boolean {
  const base = types.underlying(type);
  if (base.kind === "scalar") return base.scalar === "null" || base.scalar === "json";
  return base.kind === "nullable" || base.kind === "faulty";
}
