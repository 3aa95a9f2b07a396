/** Schemas as a user has them, which the schema of this case imports. */
import { z } from "zod";

/** The text of a URL, and the URL. */
export const urlSchema: z.ZodCodec<z.ZodURL, z.ZodCustom<URL, URL>> = z.codec(
  z.url(),
  z.instanceof(URL),
  { decode: (text) => new URL(text), encode: (url) => url.href },
);

const datetime: z.ZodCodec<z.ZodISODateTime, z.ZodDate> = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});

/** An object with what the type language has no word for. */
export const Product: z.ZodObject<{
  sku: z.ZodTemplateLiteral<`sku-${number}`>;
  addedAt: typeof datetime;
  note: z.ZodOptional<z.ZodString>;
}> = z.object({
  sku: z.templateLiteral(["sku-", z.int()]),
  addedAt: datetime,
  note: z.string().optional(),
});
