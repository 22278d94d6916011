import { type DeclaredProgram, type DeclaredResource, ofType } from "../../local/program/declared.ts";
import type { AwsOptions } from "../aws.ts";
import { type ProbeClients, probeClients, REQUESTS } from "./probe-requests.ts";

/** What an emulator makes of one type of resource. */
export interface ProbeResult {
  readonly type: string;
  /** How many the program declares, and were sent until one was refused. */
  readonly sent: number;
  /** The setting that leaves the type out; absent for a type that every stack has. */
  readonly setting: string | undefined;
  /** The emulator's own words; undefined when it took them all. */
  readonly refusal: string | undefined;
}

/** Settings that declare everything, whatever the stack leaves out. */
export const EVERYTHING: Readonly<Record<string, string>> = {
  compositeAlarms: "true",
  xrayGroups: "true",
  savedQueries: "true",
};

/**
 * Sends what a program declares, of the types that emulators are known to lack, to an emulator.
 * @param program declared with all switches on
 */
export async function* probe(program: DeclaredProgram, options: AwsOptions): AsyncGenerator<ProbeResult> {
  const clients = probeClients(options);
  for (const { type, setting, send } of REQUESTS) {
    const resources = ofType(program, type);
    if (resources.length === 0) continue;
    let sent = 0;
    let refusal: string | undefined;
    for (const resource of resources) {
      sent += 1;
      refusal = await refusalOf(send, clients, resource);
      if (refusal !== undefined) break;
    }
    yield { type, sent, setting, refusal };
  }
}

type Send = (typeof REQUESTS)[number]["send"];

async function refusalOf(
  send: Send,
  clients: ProbeClients,
  resource: DeclaredResource,
): Promise<string | undefined> {
  try {
    await send(clients, resource.inputs);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return reasonOf(error);
  }
}

/** The emulator's own words. @returns undefined where it only says that it has the resource already */
function reasonOf({ name, message }: Error): string | undefined {
  if (name.includes("AlreadyExists")) return undefined;
  // The client could not read the answer: a page for browsers, most likely.
  if (name === "SyntaxError") return "what it answers is not AWS's protocol";
  return `${name}: ${message.split("\n")[0]}`.replace(/\.$/, "");
}

/** One line of the report. */
export function probeLine({ type, sent, setting, refusal }: ProbeResult): string {
  const name = type.split(":").at(-1);
  if (refusal === undefined) return `takes    ${sent} ${name}`;
  const fix = setting === undefined ? "" : ` Set ${setting}.`;
  return `REFUSES  ${name}: ${refusal}.${fix}`;
}
