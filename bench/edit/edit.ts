import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { copyProject, type ProjectCopy } from "../../test/support/project-copy.ts";
import { projectDirectory } from "../folders.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { format, machineLine, table, verdict } from "../markdown.ts";
import { cleanEnvironment } from "../serve/npm-environment.ts";
import { median } from "../statistics.ts";

export interface EditOptions {
  readonly rounds: number;
  progress(line: string): void;
}

/** Milliseconds, one of each round. */
interface Times {
  /** From `npm start` until its first 200, when what the program is made of was edited since the last run. */
  readonly startOfProgram: number[];
  /** The same when a handler was. */
  readonly startOfHandler: number[];
  /** The same when nothing was. */
  readonly startAgain: number[];
  /** From a handler's edit on disk until an answer by the new code. */
  readonly handler: number[];
  /** From an edit of the program until an answer by what it declares. */
  readonly program: number[];
}

/** What the project promises, in milliseconds. */
const TARGETS = { start: 2000, handler: 300 } as const;

/** Nobody edits a handler in the moment of its first answer: how long it takes until the first edit, in milliseconds. */
const FIRST_EDIT_AFTER = 3000;

const HANDLER = "functions/messages/handler.ts";
const CONTRACT = "functions/data/contract.ts";
const VALID = {
  messageUUID: "05ceddd6-67e2-429a-a9c3-ea3edf6dbc7e",
  messageText: "as it is before and after",
  messageDatetime: "2025-01-24 18:04:01",
};

/** Measures what a developer waits for: the start, and an edit of a handler and of the program, on a copy of the project. */
export async function benchEdit({ rounds, progress }: EditOptions) {
  const machine = describeMachine({});
  const times = noTimes();
  const project = await copyProject();
  try {
    progress("warming up");
    await playRound(project, noTimes());
    for (let round = 1; round <= rounds; round += 1) {
      progress(`round ${round}/${rounds}`);
      await playRound(project, times);
    }
  } finally {
    await project.remove();
  }
  return { report: editReport(times, machine), result: { machine, targets: TARGETS, times } };
}

function noTimes(): Times {
  return { startOfProgram: [], startOfHandler: [], startAgain: [], handler: [], program: [] };
}

/** A run after an edit of each kind, each followed by one in which it is taken back, and one in which both kinds are made. */
async function playRound(project: ProjectCopy, times: Times): Promise<void> {
  for (const [file, starts] of [
    [CONTRACT, times.startOfProgram],
    [HANDLER, times.startOfHandler],
  ] as const) {
    await project.edit(file, "import ", "// edited\nimport ");
    await withRun(project, starts, async () => undefined);
    await project.edit(file, "// edited\nimport ", "import ");
    // So that the next run finds all as it was left.
    await withRun(project, [], () => pause(FIRST_EDIT_AFTER));
  }
  await withRun(project, times.startAgain, (api) => playEdits(project, api, times));
}

/** Starts the local cloud, notes how long that took, and ends it after `use`. */
async function withRun(
  project: ProjectCopy,
  starts: number[],
  use: (api: string) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const run = startProject(project.directory);
  const ended = once(run, "close");
  try {
    const [line] = await Promise.race([
      once(createInterface(run.stdout), "line"),
      ended.then(() => Promise.reject(new Error("npm start ended before it was ready."))),
    ]);
    const { api } = JSON.parse(line) as { api: string };
    await until(async () => (await fetch(`${api}/healthz`)).status === 200);
    starts.push(performance.now() - began);
    await use(api);
  } finally {
    // To the whole group, as a terminal does: npm itself tells nobody.
    if (run.pid !== undefined) process.kill(-run.pid, "SIGINT");
    await ended;
  }
}

async function playEdits(project: ProjectCopy, api: string, times: Times): Promise<void> {
  const answer = async () => (await fetch(`${api}/message`, post(VALID))).text();
  await answer();
  await pause(FIRST_EDIT_AFTER);
  times.handler.push(await timeEdit(project, HANDLER, ["processed successfully", "stored"], answer));
  const [path, other] = ["/healthz", "/alive"];
  const status = async () => String((await fetch(`${api}${other}`)).status);
  await project.edit("functions/data/handler.ts", `"GET ${path}"`, `"GET ${other}"`);
  times.program.push(await timeEdit(project, CONTRACT, [`"GET ${path}"`, `"GET ${other}"`], status, "200"));
  await project.edit("functions/data/handler.ts", `"GET ${other}"`, `"GET ${path}"`);
}

/**
 * Edits a file, waits until an answer shows it, and takes the edit back.
 * @param expected what an answer by the new code contains; by default what was written
 */
async function timeEdit(
  project: ProjectCopy,
  file: string,
  [from, to]: readonly [string, string],
  answer: () => Promise<string>,
  expected: string = to,
): Promise<number> {
  const edited = performance.now();
  await project.edit(file, from, to);
  await until(async () => (await answer()).includes(expected));
  const served = performance.now() - edited;
  await project.edit(file, to, from);
  await until(async () => !(await answer()).includes(expected));
  return served;
}

function startProject(program: string) {
  const free = ["port", "aws-port", "function-url-port", "console-port"].flatMap((name) => [
    `--${name}`,
    "0",
  ]);
  const options = ["--program", program, "--stack", "test", "--ephemeral", "--json", ...free];
  return spawn("npm", ["start", "--silent", "--", ...options], {
    cwd: projectDirectory,
    env: cleanEnvironment(),
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function post(body: object) {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await isTrue()))
    if (performance.now() > end) throw new Error("The edit was not served within a minute.");
}

function editReport(
  { startOfProgram, startOfHandler, startAgain, handler, program }: Times,
  machine: Machine,
): string {
  const row = (what: string, ms: readonly number[], target?: number) => [
    what,
    format(median(ms)),
    format(Math.min(...ms)),
    format(Math.max(...ms)),
    target === undefined ? "" : verdict(median(ms), { bound: "≤", value: target }),
  ];
  return [
    table(
      ["milliseconds", "median", "least", "most", "target"],
      [
        row("npm start to first 200, after an edit of a contract", startOfProgram, TARGETS.start),
        row("npm start to first 200, after an edit of a handler", startOfHandler, TARGETS.start),
        row("npm start to first 200, nothing edited", startAgain, TARGETS.start),
        row("edit of a handler to served", handler, TARGETS.handler),
        row("edit of a contract to served", program),
      ],
    ),
    machineLine(machine),
  ].join("\n\n");
}
