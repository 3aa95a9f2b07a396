import { settled } from "cachegen/testing";
import type { Flights } from "../../runtime/lock/flights.js";

/** Whether no call and no creation of a region is under way, now that nothing more can happen by itself. */
export async function isIdle({ traffic }: Pick<Flights<unknown>, "traffic">): Promise<boolean> {
  return Promise.race([traffic.idle().then(() => true), settled().then(() => false)]);
}
