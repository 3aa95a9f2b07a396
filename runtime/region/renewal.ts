import { onAbort } from "./abort.js";
import { keysOf, leasesOf, type Demand, type Lead } from "./lead.js";

/**
 * Keep leases alive while their values are being made: renewed at a third of their time, which leaves two more tries.
 * The answer ends it, and so does the end of all interest in the values, whatever their creators do. A lease that was lost
 * stays lost: the fill will be refused.
 */
export function renewing<V>(
  { ground: { backend, clock }, rules: { leaseMs, journal } }: Demand<V>,
  leads: readonly Lead[],
): () => void {
  const leases = leasesOf(leads);
  if (!backend.leasesExpire || leases.length === 0) return () => undefined;
  let stop = (): void => undefined;
  const renew = async (): Promise<void> => {
    stop = clock.after(leaseMs / 3, () => void renew());
    try {
      await backend.renew(leases, leaseMs);
    } catch (error) {
      journal.noteAll("error", keysOf(leads), { error });
    }
  };
  stop = clock.after(leaseMs / 3, () => void renew());
  let wanted = leads.length;
  const forgo = (): void => {
    wanted -= 1;
    if (wanted === 0) stop();
  };
  for (const { flight } of leads) onAbort(flight.signal, forgo);
  return () => stop();
}
