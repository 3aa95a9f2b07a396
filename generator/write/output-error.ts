/** The output folder is not as it must be; the message says what to do. Nothing has been written. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}
