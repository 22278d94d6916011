/** Signals in the words in which Lambda, a Go program, names them. */
const signalWords: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGHUP: "hangup",
  SIGILL: "illegal instruction",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGTRAP: "trace/breakpoint trap",
};

/** How a runtime ended on its own, as `Runtime.ExitError` puts it. */
export function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `Runtime exited with error: signal: ${signalWords[signal] ?? signal}`;
  return code
    ? `Runtime exited with error: exit status ${code}`
    : "Runtime exited without providing a reason";
}
