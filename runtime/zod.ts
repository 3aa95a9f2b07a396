/** `cachegen/zod`: what generated `schemas.ts` imports, and nothing else does: it loads zod. No logic. */
export * from "./value/zod-types.js";
