import { createHash } from "node:crypto";

/** The hash by which a text is known again, whatever line ends it has been given since: sha256 in hex. */
export function hashOf(text: string): string {
  return createHash("sha256").update(withLineFeeds(text)).digest("hex");
}

/** Text with LF only: version control may have put CRLF. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
