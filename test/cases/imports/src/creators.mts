/** Creators as a user has them, which the accessors of this case bind. */
import type { z } from "zod";
import type { Order } from "../expected/types.js";
import type { Product } from "./schemas.js";

type ProductValue = z.output<typeof Product>;

/** Makes one product. */
export function getProduct(id: string): ProductValue {
  return { sku: `sku-${id.length}`, addedAt: new Date(0) };
}

/** Makes the products it knows. */
export async function findProducts(ids: readonly string[]): Promise<Map<string, ProductValue>> {
  return new Map(ids.filter((id) => id !== "none").map((id) => [id, getProduct(id)]));
}

/** Makes one order. */
export async function loadOrder(id: string, limit: number): Promise<Order> {
  const spares = Array.from({ length: limit }, () => getProduct(id));
  return { id, product: getProduct(id), spares, site: new URL(`https://example.org/${id}`) };
}

/** Makes an order for each. */
export function loadOrders(ids: readonly string[], limit: number): Promise<Order[]> {
  return Promise.all(ids.map((id) => loadOrder(id, limit)));
}
