/** A process that begins to make a value that Python shares, says so, and is killed before it is done. */
import { users, UserId } from "../cases/python/expected/index.js";

/** Short enough that its end is waited for; renewed at a third. */
const LEASE_MS = 4_500;

users.region.configure({ leaseMs: LEASE_MS, backendTimeoutMs: 60_000 });

const getUser = users.getUser.cacheOnArguments(async () => {
  process.send?.("began");
  // Longer than any test.
  await new Promise((resolve) => setTimeout(resolve, 600_000));
  return null;
});

void getUser("acme", UserId("held"));
