import { once } from "node:events";
import { createServer } from "node:net";

/** A TCP port that no one listens on at this moment. Somebody else may take it before its asker does. */
export async function freePort(host = "127.0.0.1"): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("This machine has no free port.");
  return address.port;
}
