/** A process that does with one region what another tells it, until that lets go of it. */
import { setTimeout as sleep } from "node:timers/promises";
import { closeAll, defineRegion, isNoValue } from "cachegen/runtime";
import { PATIENT } from "../support/patient.js";
import type { PeerOptions, Question, Answer } from "./peers.js";

/** Long enough for all who were told to ask to have asked, in milliseconds. */
const CREATION_MS = 100;

const { backend, name } = JSON.parse(process.env["PEER"] ?? "{}") as PeerOptions;
const region = defineRegion({
  name,
  namespace: "peers",
  backend,
  expirationMs: 600_000,
  graceMs: 600_000,
  ...PATIENT,
});

let creations = 0;

async function create(): Promise<string> {
  await sleep(CREATION_MS);
  return `made by ${process.pid}, ${(creations += 1)}`;
}

/** What the verb comes to, as JSON has it: null for what is not there. */
async function answerTo({ verb, key }: Question): Promise<string | null> {
  if (verb === "getOrCreate") return region.getOrCreate(key, create);
  if (verb === "invalidate") await region.invalidate();
  else if (verb === "invalidateSoftly") await region.invalidate({ soft: true });
  const value = await region.get(key);
  return isNoValue(value) ? null : String(value);
}

process.on("message", (message) => {
  const question = message as Question;
  void answerTo(question).then((value) => {
    const answer: Answer = { id: question.id, value, creations };
    process.send?.(answer);
  });
});
process.once("disconnect", () => void closeAll());
process.send?.("ready");
