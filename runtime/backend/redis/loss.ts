/** How a connection was meant, and what became of it so far. */
export interface Attempt {
  /** Whether TLS is spoken on it. */
  readonly isSecret: boolean;
  /** Whether the server has ever answered on it. */
  readonly wasReady: boolean;
}

/** What a driver or a server says, and what is meant by it, where their words leave that open. */
const CURES: readonly (readonly [said: RegExp, cure: string])[] = [
  [/^NOAUTH\b/, "the server wants a password: redis://user:password@host:port"],
  [/RESP type|Protocol error/, "what answers there is no Redis server"],
  [
    /self-signed|unable to (?:verify|get)/,
    "name the certificate of whoever signed it in NODE_EXTRA_CA_CERTS",
  ],
  [/wrong version number|packet length/, "the server speaks no TLS: write redis://"],
];

/** Why there is no connection, in a message: what the driver says of it, and what may mend it. */
export function reasonOfLoss(lost: Error | undefined, attempt: Attempt): string {
  const said = lost === undefined ? "" : `: ${lost.message}`;
  const cure =
    CURES.find(([words]) => words.test(said.slice(": ".length)))?.[1] ?? guess(said, attempt);
  return cure === undefined ? said : `${said}; ${cure}`;
}

/** A server with TLS hangs up on whoever speaks none; one without waits for more, and says nothing. */
function guess(said: string, { isSecret, wasReady }: Attempt): string | undefined {
  if (wasReady) return undefined;
  const isHungUp = /ECONNRESET|EPIPE|EPROTO|socket hang up/.test(said);
  if (!isSecret) return isHungUp ? "if the server speaks TLS, write rediss://" : undefined;
  const isMute = said === "" || said.includes("ETIMEDOUT");
  return isHungUp || isMute ? "if the server speaks no TLS, write redis://" : undefined;
}
