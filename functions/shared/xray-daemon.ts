import type { Socket } from "node:dgram";

const HEADER = '{"format":"json","version":1}\n';

let socket: Socket | undefined;

/**
 * Sends one segment document to the daemon that Lambda runs beside the function, at `AWS_XRAY_DAEMON_ADDRESS`. Nothing
 * of it can fail the request, or delay it: it is sent when the event loop has come round twice, for then the runtime has
 * written the answer, and Lambda lets the environment run until the runtime asks for the next event.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon
 */
export function sendToDaemon(document: object): void {
  setImmediate(() => setImmediate(send, document));
}

function send(document: object): void {
  try {
    const [, host, port] = /^(.+):(\d+)$/.exec(process.env.AWS_XRAY_DAEMON_ADDRESS ?? "") ?? [];
    if (host === undefined) return;
    socket ??= openSocket();
    socket.send(HEADER + JSON.stringify(document), Number(port), host, ignore);
  } catch {
    // A port that is none, a machine without sockets.
  }
}

/** The module is loaded for the first trace: an environment whose requests are not sampled does not pay for it. */
function openSocket(): Socket {
  const opened = process.getBuiltinModule("node:dgram").createSocket({ type: "udp4", lookup });
  opened.on("error", ignore);
  opened.unref();
  return opened;
}

/** The address is an IP address: it is looked up nowhere. */
function lookup(
  host: string,
  _options: unknown,
  found: (error: null, address: string, family: number) => void,
): void {
  found(null, host, 4);
}

function ignore(): void {}
