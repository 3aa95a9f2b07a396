import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tcpProxy, type TcpProxy } from "cachegen/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let server: Server;
let proxy: TcpProxy;
/** What the server has heard so far; it answers each with the same in capitals. */
let heard: string[];
let accepted: Socket[];

beforeEach(async () => {
  heard = [];
  accepted = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      socket.write(chunk.toString().toUpperCase());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await tcpProxy({ port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  await proxy.close();
  for (const socket of accepted) socket.destroy();
  server.close();
});

/** A client and what it was answered. */
async function client() {
  const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
  const events: string[] = [];
  socket.on("error", (error) => void events.push("code" in error ? String(error.code) : "error"));
  socket.on("end", () => void events.push("end"));
  socket.on("data", (chunk) => void events.push(chunk.toString()));
  await once(socket, "connect");
  await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(0));
  return { socket, events };
}

describe("a TCP proxy", () => {
  it.each([Number.NaN, -1, 0, 1.5, 65_536])("refuses the port %s at once", async (port) => {
    const message = `port is ${port}; give a whole number from 1 to 65535`;
    await expect(tcpProxy({ port })).rejects.toThrow(new RangeError(message));
  });

  it("lets everything through, and counts it", async () => {
    const { socket, events } = await client();
    socket.write("hello");
    await vi.waitFor(() => expect(events).toEqual(["HELLO"]));
    expect([proxy.connections, proxy.open]).toEqual([1, 1]);
    expect([proxy.bytes("toServer"), proxy.bytes("toClient")]).toEqual([5, 5]);
    socket.end();
    await vi.waitFor(() => expect(accepted[0]?.readableEnded).toBe(true));
    accepted[0]?.end();
    await vi.waitFor(() => expect(proxy.open).toBe(0));
    expect(proxy.connections).toBe(1);
  });

  it.each([Infinity, 3e9])(
    "lets bytes be on their way for %s ms, with one timer",
    async (delayMs) => {
      proxy.delay("toServer", delayMs);
      const { socket } = await client();
      const timers = vi.spyOn(globalThis, "setTimeout");
      socket.write("hello");
      const delays = (): unknown[] => timers.mock.calls.map(([, waitMs]) => waitMs);
      await vi.waitFor(() => expect(delays()).toContain(2 ** 31 - 1));
      timers.mockRestore();
    },
  );

  it.each([Number.NaN, -1])("refuses a delay of %s ms", (delayMs) => {
    const message = `delayMs is ${delayMs}; give 0 or more`;
    expect(() => proxy.delay("toServer", delayMs)).toThrow(new RangeError(message));
  });

  it("holds back one direction, and lets it arrive later in its order", async () => {
    const { socket, events } = await client();
    proxy.hold("toClient");
    socket.write("one,");
    await vi.waitFor(() => expect(heard).toEqual(["one,"]));
    socket.write("two");
    await vi.waitFor(() => expect(heard).toEqual(["one,", "two"]));
    expect(events).toEqual([]);
    proxy.restore("toClient");
    await vi.waitFor(() => expect(events.join("")).toBe("ONE,TWO"));
  });

  it("loses what goes in one direction, and on that connection all that comes after it", async () => {
    const { socket, events } = await client();
    proxy.swallow("toServer");
    socket.write("lost");
    await new Promise((resolve) => setTimeout(resolve, 30));
    accepted[0]?.write("still there");
    await vi.waitFor(() => expect(events).toEqual(["still there"]));
    proxy.restore();
    socket.write("lost too");
    const other = await client();
    other.socket.write("found");
    await vi.waitFor(() => expect(heard).toEqual(["found"]));
    expect(proxy.bytes("toServer")).toBe("found".length);
    expect(proxy.open).toBe(2);
  });

  it("delays one direction and not the other", async () => {
    const { socket, events } = await client();
    proxy.delay("toServer", 600_000);
    socket.write("too late");
    accepted[0]?.write("soon");
    await vi.waitFor(() => expect(events).toEqual(["soon"]));
    proxy.delay("toServer", 30);
    const other = await client();
    other.socket.write("late");
    await vi.waitFor(() => expect(heard).toEqual(["late"]));
  });

  it("cuts both ends off", async () => {
    const { events } = await client();
    proxy.cut();
    await vi.waitFor(() => expect(events).toEqual(["ECONNRESET"]));
    await vi.waitFor(() => expect(accepted[0]?.destroyed).toBe(true));
    await vi.waitFor(() => expect(proxy.open).toBe(0));
  });

  it("cuts one direction off: its receiver is told, the other goes on", async () => {
    const { socket, events } = await client();
    proxy.cut("toClient");
    await vi.waitFor(() => expect(events).toEqual(["end"]));
    socket.write("still heard");
    await vi.waitFor(() => expect(heard).toEqual(["still heard"]));
  });

  it("refuses connections for a while", async () => {
    proxy.refuse(true);
    const refused = connect({ port: proxy.port, host: "127.0.0.1" });
    const [error] = await once(refused, "error");
    expect(error).toMatchObject({ code: "ECONNRESET" });
    proxy.refuse(false);
    const { events } = await client();
    expect(events).toEqual([]);
    expect(proxy.connections).toBe(1);
  });
});
