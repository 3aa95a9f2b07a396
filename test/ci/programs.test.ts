/** What becomes of a program that tests need, on machines that have it, can get it, or cannot. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { have, type Need } from "../support/programs.js";

const NEED: Need = {
  name: "a thing",
  probe: ["thing", "--version"],
  packages: ["thing-package"],
  cure: "get it from the shop",
};
const LINE = "no a thing: the tests that need it cannot run; get it from the shop";
const GET = "-qq -o DPkg::Lock::Timeout=60 install -y --no-install-recommends thing-package";
const UPDATE = "-qq -o DPkg::Lock::Timeout=60 update";

/** What an apt-get does that brings the thing. */
const INSTALLING = ['cd "${0%/*}"', "echo '#!/bin/sh' > thing", "/bin/chmod +x thing"];

let bin: string;
let warned: string[];

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "cachegen-bin-"));
  warned = [];
  vi.spyOn(console, "warn").mockImplementation((text) => void warned.push(String(text)));
  vi.stubEnv("PATH", bin);
  vi.stubEnv("CI", "");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(bin, { recursive: true, force: true });
});

/** A command of this machine, the only ones there are beside the shell's own. */
function command(name: string, ...steps: string[]): void {
  const path = join(bin, name);
  writeFileSync(path, ["#!/bin/sh", ...steps, ""].join("\n"));
  chmodSync(path, 0o755);
}

/** An apt-get that writes down what it is told, and then does something. */
function aptGet(...steps: string[]): void {
  command("apt-get", `echo "$@" >> "${bin}/log"`, ...steps);
}

function told(): string[] {
  const log = join(bin, "log");
  return existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
}

function as(user: number): void {
  vi.spyOn(process, "getuid").mockReturnValue(user);
}

describe("a program that tests need", () => {
  it("is used as it is where it is there", () => {
    as(0);
    command("thing");
    aptGet();
    expect(have(NEED)).toBe(true);
    expect([told(), warned]).toEqual([[], []]);
  });

  it("is installed by root", () => {
    as(0);
    aptGet(...INSTALLING);
    expect(have(NEED)).toBe(true);
    expect([told(), warned]).toEqual([[GET], []]);
  });

  it("is installed after the lists of packages were renewed, where these were old", () => {
    as(0);
    aptGet(
      'cd "${0%/*}"',
      'if [ "$4" = update ]; then : > renewed; exit 0; fi',
      "[ -e renewed ] || exit 100",
      ...INSTALLING,
    );
    expect(have(NEED)).toBe(true);
    expect(told()).toEqual([GET, UPDATE, GET]);
  });

  it("is installed without questions, and not started", () => {
    as(0);
    aptGet(`echo "$DEBIAN_FRONTEND $RUNLEVEL $SYSTEMD_OFFLINE" >> "${bin}/log"`, "exit 1");
    have(NEED);
    expect(told()).toContain("noninteractive 1 1");
  });

  it("is missing, which is said in a line, for those who may not install", () => {
    as(1000);
    aptGet();
    expect(have(NEED)).toBe(false);
    expect([told(), warned]).toEqual([[], [LINE]]);
  });

  it.each([
    ["where there is no apt-get", () => undefined],
    ["where nothing can be installed", () => aptGet("exit 100")],
    ["where the package does not bring it", () => aptGet("exit 0")],
  ])("is missing, which is said in a line, %s", (_, prepare) => {
    as(0);
    prepare();
    expect(have(NEED)).toBe(false);
    expect(warned).toEqual([LINE]);
  });

  it("is a failure with that line where CI is true", () => {
    as(0);
    vi.stubEnv("CI", "true");
    expect(() => have(NEED)).toThrow(LINE);
    expect(warned).toEqual([]);
  });
});
