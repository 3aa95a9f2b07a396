import { z } from "zod";

/** What addresses are. */
export const address: z.ZodObject<{ street: z.ZodString; since: z.ZodCodec<z.ZodISODateTime, z.ZodDate> }> =
  z.object({
    street: z.string(),
    since: z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    }),
  });
