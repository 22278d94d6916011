import { join } from "node:path";
import { allSettled } from "./all-settled.ts";
import { compose, type Emulation, type Ingredients } from "./compose.ts";
import { FaultBoard } from "./faults/fault-board.ts";
import { ContainerHost } from "./lambda/containers/container-host.ts";
import { ProcessHost } from "./lambda/process-host.ts";
import { keepUses } from "./permissions/use-file.ts";
import type { ProcessSupervisor } from "./process/supervisor.ts";
import type { DeclaredProgram } from "./program/declared.ts";
import { Telemetry } from "./telemetry/telemetry.ts";

export interface AssemblyOptions extends Omit<Ingredients, "telemetry" | "faults" | "sampling" | "host"> {
  readonly supervisor: ProcessSupervisor;
  readonly cacheDirectory: string;
  readonly program: DeclaredProgram;
  /** Faults that are on from the start, as `--fault` takes them. */
  readonly faults: readonly string[];
  readonly sampleTraces: boolean;
  readonly containers: boolean;
  /** Aborted when nobody waits any more for what is being started. */
  readonly abandoned: AbortSignal;
  /** Aborted when nobody waits any more for what an edit asks for either. */
  readonly stopping: AbortSignal;
  /** Takes a line for a person. */
  say(line: string): void;
}

export interface Assembly {
  readonly emulation: Emulation;
  /** Those that are on, as `--fault` takes them. */
  readonly faults: readonly string[];
}

/**
 * Puts the emulated cloud together and serves a program with it.
 * @param starting takes what ends each part
 */
export async function assemble(starting: AsyncDisposableStack, options: AssemblyOptions): Promise<Assembly> {
  const { events, supervisor, cacheDirectory, program, say, abandoned, stopping } = options;
  const telemetry = new Telemetry({ events });
  starting.defer(() => telemetry.stop());
  await telemetry.start();
  const faults = new FaultBoard({ events });
  faults.declare(program);
  for (const fault of options.faults) faults.add(fault);
  const emulation = compose({
    ...options,
    telemetry,
    faults,
    sampling: options.sampleTraces ? "aws" : "all",
    host: options.containers
      ? new ContainerHost({ supervisor, say, signal: stopping })
      : new ProcessHost(supervisor, join(cacheDirectory, "functions")),
  });
  starting.defer(keepUses(emulation.permissionUse, options.dataDir));
  await serve(starting, emulation, program, abandoned);
  return { emulation, faults: faults.active.map(({ spec }) => spec) };
}

/**
 * Starts an emulated cloud and makes a declaration true in it.
 * @param starting takes what ends each part
 * @param abandoned has it fail when it is aborted
 */
export async function serve(
  starting: AsyncDisposableStack,
  { backing, serving, endpoint, console, apply }: Emulation,
  program: DeclaredProgram,
  abandoned?: AbortSignal,
): Promise<void> {
  for (const emulator of backing) starting.defer(() => emulator.stop());
  await endpoint.start();
  starting.defer(() => endpoint.stop());
  // Requests that are under way may finish, and need the endpoint for it. All give them the same time.
  starting.defer(() => allSettled(serving.map((emulator) => emulator.stop())));
  await console.start();
  starting.defer(() => console.stop());
  abandoned?.throwIfAborted();
  // An engine of somebody else may never answer.
  abandoned?.addEventListener("abort", () => void allSettled(backing.map((emulator) => emulator.stop())));
  await apply(program);
}
