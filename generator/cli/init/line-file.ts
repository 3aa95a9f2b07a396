/** Adds a line to the end of a file of lines, with the line ends it has; nothing when it has such a line. */
export function withLine(
  text: string | undefined,
  line: string,
  isSuch: (line: string) => boolean,
): string | undefined {
  if (text === undefined || text === "") return `${line}\n`;
  if (text.split(/\r?\n/).some((each) => isSuch(each.trim()))) return undefined;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return text + (text.endsWith("\n") ? "" : end) + line + end;
}
