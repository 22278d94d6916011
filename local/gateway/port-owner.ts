import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The process that listens on a TCP port, where Linux tells; undefined elsewhere, and for another user's process. */
export function portOwner(port: number): number | undefined {
  try {
    const inodes = listeningSockets(port);
    if (inodes.size === 0) return undefined;
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => holdsSocket(pid, inodes));
  } catch {
    return undefined;
  }
}

/** Columns of /proc/net/tcp: 1 local address, 3 state (0A is LISTEN), 9 inode. https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html */
function listeningSockets(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) => readFileSync(file, "utf8").split("\n"));
  const listening = rows
    .map((row) => row.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === "0A");
  return new Set(listening.map((columns) => `socket:[${columns[9]}]`));
}

function holdsSocket(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`)));
  } catch {
    // The process has ended, or belongs to somebody else.
    return false;
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
