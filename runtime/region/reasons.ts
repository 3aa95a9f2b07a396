/** Why a creation is given up, in the words its creator finds in its signal. */

/** Something newer was stored under the key, or it was invalidated. */
export const OVERTAKEN = "the value was invalidated or written meanwhile";

/** The store says that its lease is gone. */
export const OVERTAKEN_IN_STORE = "the value was overtaken in the store";

/** The cache itself failed. */
export const BROKEN_OFF = "the creation broke off";
