/** The processes of a fleet whose every value is checked against the truth. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ENOUGH, NOTHING_SEEN, type MemberOptions, type Report } from "./protocol.js";

const MEMBER = fileURLToPath(new URL("member.ts", import.meta.url));

/** A process of the fleet under way. */
export class Member {
  /** Settled when the process has ended; whether it did so by itself. */
  readonly ended: Promise<boolean>;
  readonly #process: ChildProcess;
  #seen: Report = NOTHING_SEEN;

  constructor(options: MemberOptions) {
    const env = { ...process.env, MEMBER: JSON.stringify(options) };
    const execArgv = ["--import", "tsx", "--conditions=@cachegen/source"];
    this.#process = fork(MEMBER, { env, execArgv, stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#process.on("message", (report) => (this.#seen = report as Report));
    this.ended = new Promise((resolve) => {
      this.#process.once("close", (code) => resolve(code === 0));
    });
  }

  /** What it last told: of one that was killed, what it had seen until then. */
  get seen(): Report {
    return this.#seen;
  }

  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): boolean {
    return this.#process.kill(name);
  }

  /** Tell it to come to its end. One that was killed hears nothing. */
  tellEnough(): void {
    if (this.#process.connected) this.#process.send(ENOUGH, () => undefined);
  }
}

/** What members have seen together. */
export function sumOf(members: readonly Member[], name: keyof Report): number {
  return members.reduce((sum, { seen }) => sum + seen[name], 0);
}
