import type { ChildProcess, SpawnOptions } from "node:child_process";

/** A running DynamoDB-compatible server on this machine. */
export interface DynamoDbEngine {
  /** What it is and where its data are, for people: `Dynoxide 1.2.1, …/dynamodb.sqlite`. */
  readonly description: string;
  /** Stays the same when the engine is started again. */
  readonly url: string;
  /** Settles when the engine answers; at once unless it is being started again. @throws LocalError when that failed */
  ready(): Promise<void>;
  /** Ends it. What it has acknowledged is on disk. */
  stop(): Promise<void>;
}

/** What starts processes, and ends them with the local cloud. */
export interface Supervisor {
  spawn(command: string, args: readonly string[], options?: SpawnOptions): ChildProcess;
  end(child: ChildProcess, graceMs: number): Promise<void>;
}

/** A server program that serves one port. */
export interface EngineProgram {
  readonly name: string;
  readonly command: string;
  args(port: number): readonly string[];
  /** Printed on standard output once it listens; absent when an answer on the port is the only sign. */
  readonly readyLine?: string;
}
