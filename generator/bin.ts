#!/usr/bin/env node
import { main } from "./cli/main.js";

const { env, stdout, stderr } = process;
process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), env, stdout, stderr });
