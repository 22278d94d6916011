import { readFileSync } from "node:fs";
import { DockerfileParser, type From } from "dockerfile-ast";
import { LocalError } from "../emulator.ts";

/** What a Dockerfile says about how its image runs on Lambda. */
export interface ImageCommand {
  /** First word of CMD; undefined when the image leaves it to `imageConfig.commands`. */
  readonly handler?: string;
  /** From the tag of AWS's base image, `nodejs:24`; undefined for another base. */
  readonly nodeMajor?: number;
}

/** The Dockerfile that was read last: a program's functions often have the same, and the parser takes 8 ms. */
let last:
  | { readonly text: string; readonly target: string | undefined; readonly command: ImageCommand }
  | undefined;

/**
 * Reads the stage that is built: the target, or the last one. What a stage does not say, the stage that it is made
 * `FROM` says.
 * @throws LocalError when there is no such file or stage.
 */
export function readDockerfile(path: string, target: string | undefined): ImageCommand {
  const text = readText(path);
  if (last?.text !== text || last.target !== target)
    last = { text, target, command: parse(text, path, target) };
  return last.command;
}

function parse(text: string, path: string, target: string | undefined): ImageCommand {
  const dockerfile = DockerfileParser.parse(text);
  const stages = dockerfile.getFROMs();
  let stage = target === undefined ? stages.at(-1) : stageNamed(stages, target);
  if (!stage)
    throw new LocalError(`${path} has no stage ${target ? `"${target}"` : ""} to build: add a FROM for it.`);
  let handler: string | undefined;
  let base = "";
  while (stage) {
    const start = stage.getRange().start;
    const command = dockerfile.getContainingImage(start)?.getCMDs().at(-1);
    handler ??= command?.getJSONStrings()[0]?.getJSONValue();
    base = withVariables(
      stage.getImage() ?? "",
      (name) => dockerfile.resolveVariable(name, start.line) ?? "",
    );
    stage = stageNamed(stages.slice(0, stages.indexOf(stage)), base);
  }
  const major = /\bnodejs:(\d+)/.exec(base)?.[1];
  return {
    ...(handler !== undefined && { handler }),
    ...(major !== undefined && { nodeMajor: Number(major) }),
  };
}

function stageNamed(stages: readonly From[], name: string): From | undefined {
  return stages.find((stage) => stage.getBuildStage()?.toLowerCase() === name.toLowerCase());
}

function withVariables(text: string, lookUp: (name: string) => string): string {
  return text.replace(/\$\{(\w+)\}|\$(\w+)/g, (_, braced?: string, bare?: string) =>
    lookUp(braced ?? bare ?? ""),
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new LocalError(`The image's Dockerfile ${path} can't be read: ${(error as Error).message}.`);
  }
}
