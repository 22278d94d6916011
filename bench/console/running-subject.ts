import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SubjectReady, SubjectUsage } from "./messages.ts";

export type SubjectName = "with telemetry" | "without telemetry";

/** A local cloud in a process of its own. */
export interface Subject extends SubjectReady {
  usage(): Promise<SubjectUsage>;
  stop(): Promise<void>;
}

const SUBJECT = fileURLToPath(new URL("./subject.ts", import.meta.url));

/** @throws Error when it ends before it is ready */
export async function startSubject(name: SubjectName): Promise<Subject> {
  const child = fork(SUBJECT, [name.replace(" ", "-")], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ready = await nextMessage<SubjectReady>(child, name);
  return {
    ...ready,
    usage: () => {
      child.send("usage");
      return nextMessage<SubjectUsage>(child, name);
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function nextMessage<T>(child: ChildProcess, name: string): Promise<T> {
  const waiting = new AbortController();
  const ended = once(child, "exit", { signal: waiting.signal }).then(([code, signal]) => {
    throw new Error(`The local cloud ${name} ended with ${signal ?? code}.`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal: waiting.signal }), ended]);
    return message as T;
  } finally {
    waiting.abort();
    await ended.catch(() => undefined);
  }
}
