/**
 * Properties of random values. The values are the same in every run, so that no test fails by chance; `FC_SEED` is a seed
 * for a run that looks further.
 */
import fc from "fast-check";

const SEED = 20_261_122;

fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? SEED) });

export default fc;
