import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Names where a process id means one process and no other: this boot and, on Linux, this pid namespace. Others may share
 * this machine's Docker, another development container for example, or have theirs on a host that this one uses too.
 */
export function machineName(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}/${/\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0]}`;
  } catch {
    return hostname();
  }
}
