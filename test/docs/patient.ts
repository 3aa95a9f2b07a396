/** Loaded before an example: where a page says nothing, its regions wait for a server as long as a test does. */
import { PATIENCE } from "../../runtime/backend/guard.js";

Object.assign(PATIENCE, { backendTimeoutMs: 60_000 });
