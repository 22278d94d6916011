import { type ChildProcess, spawn } from "node:child_process";

/**
 * Reads `+PID` and `-PID` lines. When its standard input ends, which the kernel sees to however its parent died,
 * it kills the process groups that are left. A shell, because it needs about 1 MB and is on every POSIX system.
 */
const script = `
trap '' INT TERM HUP
groups=
while read -r line; do
  case $line in
    +*) groups="$groups \${line#+}" ;;
    -*) kept=
        for group in $groups; do [ "$group" = "\${line#-}" ] || kept="$kept $group"; done
        groups=$kept ;;
  esac
done
for group in $groups; do kill -KILL "-$group" 2>/dev/null; done
`;

/** Starts a process that outlives a killed parent just long enough to kill the process groups that it was told of. */
export function startReaper(): ChildProcess {
  const reaper = spawn("/bin/sh", ["-c", script], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    env: {},
  });
  // A write to a reaper that has just died fails here; its "exit" event is what the owner acts on.
  reaper.stdin.on("error", () => {});
  return reaper;
}
