#!/usr/bin/env node
import { main } from "./cli/main.js";
import { stopSignal } from "./cli/stop-signal.js";
import { guardStreams, workingFolder } from "./cli/streams.js";

guardStreams(process);
const { env, stdout, stderr } = process;
const exitCode = await main(process.argv.slice(2), {
  // Found when it is asked for: help needs none, and a run that does says why there is none.
  get cwd() {
    return workingFolder(() => process.cwd());
  },
  env,
  get stdin() {
    return process.stdin;
  },
  stdout,
  stderr,
  stopSignal: () => stopSignal(process),
});
// A stream that failed meanwhile has set it already.
process.exitCode ||= exitCode;
