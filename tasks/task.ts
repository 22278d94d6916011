import { LocalError } from "../local/emulator.ts";

/** What stops a verb, in one sentence that says what to do. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  readonly exitCode: number;

  /** @param exitCode 1, or 2 where the command line is wrong */
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a verb. What it can explain ends it with one line on stderr; a defect keeps its stack trace. */
export async function runTask(verb: string, main: () => Promise<void> | void): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof TaskError) && !(error instanceof LocalError)) throw error;
    process.stderr.write(`npm run ${verb}: ${error.message}\n`);
    process.exitCode = error instanceof TaskError ? error.exitCode : 1;
  }
}
