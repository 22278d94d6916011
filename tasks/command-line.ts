import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { TaskError } from "./task.ts";

/** The stack to work on. `--environment` and `--stage` are other words for it. */
export const STACK_OPTIONS = {
  stack: { type: "string" },
  environment: { type: "string" },
  stage: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

/** Which services; further words of the command line are services too: `--service idp players`. */
export const SERVICE_OPTIONS = {
  service: { type: "string", multiple: true, default: [] as string[] },
  services: { type: "string", multiple: true, default: [] as string[] },
} as const satisfies ParseArgsOptionsConfig;

/** As every verb has it. */
export const HELP_OPTION = { help: { type: "boolean", short: "h", default: false } } as const;

/** @throws TaskError naming the option that is unknown or lacks its value */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  verb: string,
  options: Options,
  args: readonly string[] = process.argv.slice(2),
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowNegative: true, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error);
    throw new TaskError(`${reason}. See npm run ${verb} -- --help.`, 2);
  }
}

interface StackValues {
  readonly stack?: string | undefined;
  readonly environment?: string | undefined;
  readonly stage?: string | undefined;
}

/** @throws TaskError when the three words for it disagree */
export function chosenStack({ stack, environment, stage }: StackValues, preset = "dev"): string {
  const given = [...new Set([stack, environment, stage].filter((name) => name !== undefined))];
  if (given.length > 1) {
    throw new TaskError(`--stack, --environment and --stage mean the same; got ${given.join(" and ")}.`, 2);
  }
  return given[0] ?? preset;
}
