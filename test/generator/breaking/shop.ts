/** The schema that is edited, and a program that relies on all that is generated of it. */

/** Every way a function can have keys and values, each once. */
export const SHOP = `version: 1
namespace: shop

backends:
  main: memory

types:
  UserId: brand<string>
  Role: [admin, staff, customer]
  User:
    id: UserId
    name: { type: string, min: 1, max: 80 }
    roles: Role[]
    createdAt: datetime
    nick?: string
    parent: UserId?
  Money:
    currency: { type: string, length: 3 }
    cents: bigint
  Range:
    from: int
    to: float
  Card:
    kind: const(card)
    last4: string
  Cash:
    kind: const(cash)
  Names: list<string>
  Unused:
    at: date

regions:
  users:
    description: People who can sign in.
    expiration: 10m
    grace: 1h
    functions:
      getUser:
        args:
          tenant: string
          id: UserId
        returns: User?
        cacheNull: 30s
      getUsers:
        multiOf: getUser
        multi: id
      getQuotas:
        multi: user
        args:
          user: UserId
        returns: int
        result: map
        missing: 30s
      listUsers:
        description: The newest users first.
        version: 2
        args:
          role: Role
          since?: datetime
          limit: { type: int, min: 1, max: 100, default: 10 }
        returns: User[]
  orders:
    expiration: 5m
    functions:
      countOrders:
        args:
          range: Range
          state: enum(open, paid)
        returns: int
      findOrder:
        args:
          number: int
        returns: Card | Cash
        key: "order/{number}"
      ordersOf:
        args:
          mail: string
        returns: Names
        keyHash: sha256
      priceOf:
        args:
          sku: string
          day: date
        returns: Money
  readings:
    wire: compact
    functions:
      getReading:
        args:
          sensor: { type: int, default: 1 }
        returns: Money
`;

/** Takes every value as what the schema says, makes every value it says, and calls with all arguments and with the fewest. */
export const PROGRAM = `import { orders, readings, regions, Role, UserId, users } from "./generated/index.js";
import type { Card, Cash, Money, Names, Range, Unused, User } from "./generated/index.js";

interface Context {
  readonly signal: AbortSignal;
}

export function makeUser(id: UserId): User {
  return { id, name: "Ada", roles: ["admin"], createdAt: new Date(0), parent: null };
}
export function takeUser(user: User): [string, string, Role[], Date, string | undefined, UserId | null] {
  return [user.id, user.name, user.roles, user.createdAt, user.nick, user.parent];
}
export const titles: Record<Role, string> = { admin: "A", staff: "S", customer: "C" };
export const roles: readonly ["admin", "staff", "customer"] = Role;
export const money: Money = { currency: "EUR", cents: 1n };
export const amount: [string, bigint] = [money.currency, money.cents];
export const range: Range = { from: 1, to: 2 };
export const ends: [number, number] = [range.from, range.to];
export const names: Names = ["ada"];
export const first: string = names.join();
export const unused: Unused = { at: "2024-02-29" };
export const day: string = unused.at;
export const card: Card = { kind: "card", last4: "4242" };
export const digits: ["card", string] = [card.kind, card.last4];
export const cash: Cash = { kind: "cash" };
export const id: UserId = UserId("ada");

export const getUser: users.GetUser = users.getUser.cacheOnArguments(
  async (tenant: string, id: UserId, { signal }: Context): Promise<User | null> => {
    return signal.aborted || tenant === "" ? null : makeUser(id);
  },
);
export const getUsers: users.GetUsers = users.getUsers.cacheMultiOnArguments(
  async (tenant: string, ids: readonly UserId[], { signal }: Context): Promise<Map<UserId, User | null>> => {
    return new Map(signal.aborted || tenant === "" ? [] : ids.map((each) => [each, makeUser(each)]));
  },
);
export const getQuotas: users.GetQuotas = users.getQuotas.cacheMultiOnArguments(
  async (ids: readonly UserId[], { signal }: Context): Promise<Map<UserId, number>> => {
    return new Map(signal.aborted ? [] : ids.map((each) => [each, 1]));
  },
);
export const listUsers: users.ListUsers = users.listUsers.cacheOnArguments(
  async (role: Role, since: Date | undefined, limit: number, { signal }: Context): Promise<User[]> => {
    return signal.aborted || since === undefined || limit > 5 || role === "admin" ? [] : [makeUser(id)];
  },
);
export const countOrders: orders.CountOrders = orders.countOrders.cacheOnArguments(
  async ({ from, to }: Range, state: "open" | "paid", { signal }: Context): Promise<number> => {
    return signal.aborted || state === "open" ? from : to;
  },
);
export const findOrder: orders.FindOrder = orders.findOrder.cacheOnArguments(
  async (number: number, { signal }: Context): Promise<Card | Cash> => {
    return signal.aborted || number === 1 ? card : cash;
  },
);
export const ordersOf: orders.OrdersOf = orders.ordersOf.cacheOnArguments(
  async (mail: string, { signal }: Context): Promise<string[]> => (signal.aborted ? [] : [mail]),
);
export const priceOf: orders.PriceOf = orders.priceOf.cacheOnArguments(
  async (sku: string, day: string, { signal }: Context): Promise<Money> => {
    return signal.aborted || sku === day ? money : { currency: "USD", cents: 2n };
  },
);
export const getReading: readings.GetReading = readings.getReading.cacheOnArguments(
  async (sensor: number, { signal }: Context): Promise<Money> => {
    return signal.aborted || sensor === 0 ? money : { currency: "USD", cents: 2n };
  },
);

export async function use(sensor: number, sku: string): Promise<void> {
  const user: User | null = await getUser("acme", id);
  const found: Map<UserId, User | null> = await getUsers("acme", [id]);
  const quotas: Map<UserId, number> = await getQuotas([id]);
  const listed: User[] = [...(await listUsers("admin")), ...(await listUsers("staff", new Date(), 5))];
  const count: number = await countOrders({ from: 1, to: 2 }, "open");
  const order: Card | Cash = await findOrder(1);
  const own: string[] = await ordersOf("ada@example.org");
  const price: Money = await priceOf(sku, "2024-02-29");
  const reading: Money = sensor === 1 ? await getReading(sensor) : await getReading();
  await users.getUser.invalidate("acme", id);
  console.log(user, found, quotas, listed, count, order, own, price, reading);
  console.log(users.getUser.key("acme", id), orders.countOrders.key(range, "paid"), regions.users);
}
`;
