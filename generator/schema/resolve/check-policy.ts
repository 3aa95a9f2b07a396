import type { Report } from "../../diagnostic/report.js";
import { durationText } from "../option/duration.js";
import type { RegionDeclaration } from "../shape/declaration.js";
import { chainsOf, settled, type Given, type OptionChain } from "./option-chain.js";

/** How long a lease lasts when nobody says, in milliseconds. */
const LEASE_MS = 10_000;

/** How long one waits for another's creation when nobody says, in milliseconds. */
const WAIT_MS = 30_000;

/** Reports policy of a region and its functions that cannot work. */
export function checkPolicy(region: RegionDeclaration, report: Report): void {
  const chains = chainsOf(region);
  if (![[region] as const, ...chains].some(mayExpire)) checkLasting(region, report);
  checkWait([region], report);
  for (const chain of chains) {
    if (!mayExpire(chain)) checkLasting(chain[0], report);
    checkWait(chain, report);
  }
}

/** Whether some value may turn stale by its age: any, or only null, or only "not found". */
function mayExpire(chain: OptionChain): boolean {
  return (
    settled(chain, ["expiration", "expirationMs"], Infinity) !== Infinity ||
    isDuration(settled(chain, ["cacheNull", "cacheNullMs"], true)) ||
    isDuration(settled(chain, ["missing", "missingMs"], 0))
  );
}

/** What was reported may have been meant as one. */
function isDuration(value: number | true | undefined): boolean {
  return value !== true && value !== 0;
}

/** Options that speak of the time at which a value turns stale. */
const LASTING = [
  ["grace", "graceMs"],
  ["jitter", "jitter"],
  ["eager", "eager"],
] as const;

/** Reports them where that time never comes. */
function checkLasting({ options }: Given, report: Report): void {
  for (const [name, field] of LASTING) {
    const given = options[field];
    if (given === undefined || given.value === 0) continue;
    const message = `${name} without an expiration: these values never turn stale`;
    report.add({ code: "CG4005", span: given.span, message, hint: "give expiration a duration" });
  }
}

/** Reports a wait that is over before one can know whether the creator still runs. */
function checkWait(chain: OptionChain, report: Report): void {
  const { options } = chain[0];
  const at = options.waitMs ?? options.leaseMs;
  const leaseMs = settled(chain, ["lease", "leaseMs"], LEASE_MS);
  const waitMs = settled(chain, ["wait", "waitMs"], WAIT_MS);
  if (at === undefined || leaseMs === undefined || waitMs === undefined) return;
  if (waitMs * 3 >= leaseMs) return;
  const [wait, lease] = [durationText(waitMs), durationText(leaseMs)];
  const message = `a wait of ${wait} ends before a lease of ${lease} is first renewed, at a third of it`;
  const least = `wait at least ${durationText(Math.ceil(leaseMs / 3))}`;
  const hint =
    waitMs === 0 ? `make ${least}` : `make ${least}, or lease at most ${durationText(waitMs * 3)}`;
  report.add({ code: "CG4005", span: at.span, message, hint });
}
