import type { Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import { createHttpServer, type HttpLimits } from "../../payload/http-server.ts";
import { LocalError } from "../emulator.ts";
import type { EventStream } from "../events.ts";
import { exchangeWith, type Site } from "./exchange.ts";
import { portOwner } from "./port-owner.ts";

export interface ListenAddress {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The command line option that sets it, for the message when it is taken. */
  readonly option: string;
}

/** An open port, whose site can be changed under it: requests in flight finish with the site that took them. */
export class Listener {
  site: Site;
  readonly #server: Server;

  private constructor(site: Site, events: EventStream, limits: HttpLimits) {
    this.site = site;
    this.#server = createHttpServer((request, response) => {
      exchangeWith(this.site, request, response, events).catch((error: unknown) => {
        events.notice(
          "error",
          `${request.method} ${request.url}: the answer can't be sent: ${String(error)}.`,
        );
        response.destroy();
      });
    }, limits);
  }

  /** @throws LocalError when the port can't be had. */
  static async open(
    site: Site,
    address: ListenAddress,
    events: EventStream,
    limits: HttpLimits,
  ): Promise<Listener> {
    const listener = new Listener(site, events, limits);
    await listen(listener.#server, address);
    return listener;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Stops accepting at once, lets requests in flight finish for up to `graceMs`, and cuts what is left. */
  close(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cut = setTimeout(() => this.#server.closeAllConnections(), graceMs);
      const sweep = setInterval(() => this.#server.closeIdleConnections(), 20);
      this.#server.close(() => {
        clearTimeout(cut);
        clearInterval(sweep);
        resolve();
      });
    });
  }
}

async function listen(server: Server, { host, port, option }: ListenAddress): Promise<void> {
  try {
    await listening(server, host, port);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw await taken(host, port, option);
    throw new LocalError(
      `npm start: port ${port} can't be opened: ${message}. Use npm start -- ${option} PORT.`,
    );
  }
}

async function taken(host: string, port: number, option: string): Promise<LocalError> {
  const free = await freePortAfter(host, port);
  return new LocalError(
    `npm start: port ${port} is taken by ${ownerOf(port)}. Use npm start -- ${option} ${free}.`,
  );
}

function ownerOf(port: number): string {
  const pid = portOwner(port);
  if (pid === process.pid) return "npm start itself: the AWS endpoint or the console has it";
  return pid === undefined ? "another process" : `another process (pid ${pid})`;
}

async function freePortAfter(host: string, port: number): Promise<number> {
  for (let candidate = port + 1; candidate < 65_536; candidate++) {
    const probe = createTcpServer();
    const free = await listening(probe, host, candidate).then(
      () => true,
      () => false,
    );
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return candidate;
  }
  return 0;
}

function listening(server: TcpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
