import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { probe, run } from "../command.ts";
import { INSTALL_NPX, pulumi } from "../pulumi.ts";

const FOLDER = ".lambdock/pulumi";

/** Environment of a Pulumi whose state is in this folder: no account, and nothing secret to guard. */
export function localState(): Readonly<Record<string, string>> {
  mkdirSync(FOLDER, { recursive: true });
  return { PULUMI_BACKEND_URL: `file://${resolve(FOLDER)}`, PULUMI_CONFIG_PASSPHRASE: "" };
}

/** Whether a stack is in that state. */
export function hasStack(stack: string, env: Readonly<Record<string, string>>): boolean {
  return (
    probe(pulumi("stack", "output", "--json", "--stack", stack, "--non-interactive"), { env }).status === 0
  );
}

/** Makes a stack in that state, unless it is there. Pulumi notes the salt of its secrets in the stack's file. */
export function makeStack(stack: string, env: Readonly<Record<string, string>>): void {
  if (!hasStack(stack, env)) run(pulumi("stack", "init", stack), { env, install: INSTALL_NPX });
}
