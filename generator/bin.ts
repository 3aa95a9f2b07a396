#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { main } from "./cli/main.js";
import { stopSignal } from "./cli/stop-signal.js";
import { guardStreams, workingFolder } from "./cli/streams.js";

// The V8 of Node 20 compiles anew whatever has run for a moment: a third of what a run costs, and over before it pays.
// Later ones wait longer by themselves, and do not know the flag.
if (process.versions.v8.startsWith("11.3.")) setFlagsFromString("--interrupt-budget=3000000");

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
