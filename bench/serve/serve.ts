import { ProcessSupervisor } from "../../local/process/supervisor.ts";
import { describeMachine } from "../machine.ts";
import { bareHttp } from "./bare-http.ts";
import { lambdock } from "./lambdock.ts";
import { playRounds } from "./rounds.ts";
import { type Comparison, serveReport, serveResult } from "./serve-report.ts";
import { serverlessOffline } from "./serverless-offline.ts";

const contestants = [bareHttp, lambdock, serverlessOffline];

export interface ServeOptions {
  readonly rounds: number;
  readonly seconds: number;
  progress(line: string): void;
}

/** Measures how three servers serve the same `GET /data`: a bare one, this project and serverless-offline. */
export async function benchServe({ rounds, seconds, progress }: ServeOptions) {
  for (const { name, prepare } of contestants) {
    progress(`preparing ${name}`);
    await prepare();
  }
  const versions = Object.assign({}, ...contestants.map((contestant) => contestant.versions));
  const machine = describeMachine(versions);
  const supervisor = new ProcessSupervisor();
  try {
    const performances = await playRounds({ contestants, rounds, seconds, supervisor, progress });
    const comparison: Comparison = { performances, product: lambdock, peer: serverlessOffline };
    return { report: serveReport(comparison, machine, rounds), result: serveResult(comparison, machine) };
  } finally {
    await supervisor.stop();
  }
}
