/** A stream to write text to; a stream of `process` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What the command line knows of the world outside. `process` has all of it but `cwd`. */
export interface Terminal {
  /** The folder the command was called in. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the user wants an end; whoever asks for it takes it upon itself to end then. */
  stopSignal(): AbortSignal;
}

/** Tells whether an output takes colours: `NO_COLOR`, then `FORCE_COLOR`, then whether a person reads it. */
export function takesColor(output: Output, env: Terminal["env"]): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  return isSet(env["FORCE_COLOR"]) ? env["FORCE_COLOR"] !== "0" : output.isTTY === true;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
