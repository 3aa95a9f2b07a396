/** A nested object of about 1 KB, and its types in the language of the schema. */

/** The part of a schema that says what a customer is. */
export const CUSTOMER_TYPES = `types:
  CustomerId: brand<uuid>
  Tier: [bronze, silver, gold]
  Position:
    latitude: { type: float, min: -90, max: 90 }
    longitude: { type: float, min: -180, max: 180 }
  Address:
    street: string
    city: string
    postalCode: { type: string, max: 12 }
    country: { type: string, length: 2 }
    position?: Position
  OrderLine:
    product: int
    title: { type: string, min: 1, max: 80 }
    quantity: { type: int, min: 1 }
    unitPrice: float
    orderedAt: datetime
  Customer:
    id: CustomerId
    name: { type: string, min: 1, max: 80 }
    email: string
    tier: Tier
    createdAt: datetime
    updatedAt: datetime
    verified: boolean
    referrer: CustomerId?
    nickname?: string
    tags: string[]
    address: Address
    lines: OrderLine[]
`;

/** What the generator makes of `Customer`. */
export interface Customer {
  id: string;
  name: string;
  email: string;
  tier: "bronze" | "silver" | "gold";
  createdAt: Date;
  updatedAt: Date;
  verified: boolean;
  referrer: string | null;
  nickname?: string;
  tags: string[];
  address: {
    street: string;
    city: string;
    postalCode: string;
    country: string;
    position?: { latitude: number; longitude: number };
  };
  lines: { product: number; title: string; quantity: number; unitPrice: number; orderedAt: Date }[];
}

/** The value that is measured. */
export const CUSTOMER: Customer = {
  id: "0b5c3a86-3f1d-4c7e-9f0a-5d2e8b7a6c41",
  name: "Ada Lovelace-Byron",
  email: "ada.lovelace@example.com",
  tier: "gold",
  createdAt: new Date("2024-03-01T12:34:56.789Z"),
  updatedAt: new Date("2026-11-21T20:48:07.123Z"),
  verified: true,
  referrer: null,
  tags: ["early", "newsletter", "wholesale"],
  address: {
    street: "12 St James's Square",
    city: "London",
    postalCode: "SW1Y 4JH",
    country: "GB",
    position: { latitude: 51.507222, longitude: -0.1275 },
  },
  lines: [1, 2, 3, 4, 5].map((line) => ({
    product: 48_000 + line,
    title: `Punched cards, box of ${line * 100}`,
    quantity: line,
    unitPrice: 12.5 + line / 4,
    orderedAt: new Date(Date.UTC(2026, line, 3, 9, 30, line)),
  })),
};
