import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { LocalError } from "../emulator.ts";
import { programFile, projectDirectory } from "./program-path.ts";

/** A Pulumi project with one stack's configuration, as `pulumi` itself would read it. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** Folder of `Pulumi.yaml`, absolute. */
  readonly directory: string;
  /** Path of the program, absolute. */
  readonly program: string;
  /** Full keys (`namespace:key`) to values; what is no string is JSON. */
  readonly values: Readonly<Record<string, string>>;
}

interface ProjectFile {
  readonly name?: string;
  readonly main?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
}

/**
 * Reads `Pulumi.yaml` (its configuration's defaults included) and `Pulumi.<stack>.yaml` beside a program.
 * @param program   a program file or a project's folder
 * @param overrides full keys to values, as `pulumi --config KEY=VALUE` sets them
 * @throws LocalError when a file is absent or no YAML, there is no program, or a value is encrypted
 */
export function readStackConfig(
  program: string,
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
): StackConfig {
  const directory = projectDirectory(program);
  const projectPath = join(directory, "Pulumi.yaml");
  const project = readYaml<ProjectFile>(projectPath);
  const name = project.name;
  if (name === undefined) throw new LocalError(`${projectPath}: name is missing. Add name: my-app.`);
  const stackPath = join(directory, `Pulumi.${stack}.yaml`);
  if (!existsSync(stackPath)) {
    throw new LocalError(
      `Stack ${stack} has no ${stackPath}. Use --stack with a stack that has its file, or add it.`,
    );
  }
  const ofProject = Object.entries(project.config ?? {}).map(
    ([key, entry]) => [key, presetOf(entry)] as const,
  );
  const ofStack = Object.entries(readYaml<StackFile>(stackPath).config ?? {});
  const values: Record<string, string> = {};
  for (const [key, value] of [...ofProject, ...ofStack]) {
    const full = qualified(key, name);
    if (value === undefined || overrides[full] !== undefined) continue;
    if (isEncrypted(value)) {
      const hint = `Pass it for local use: --config ${key}=VALUE.`;
      throw new LocalError(`${stackPath}: ${key} is encrypted, and only pulumi has its key. ${hint}`);
    }
    values[full] = typeof value === "string" ? value : JSON.stringify(value);
  }
  const file = programFile(program, directory, project.main);
  return { project: name, stack, directory, program: file, values: { ...values, ...overrides } };
}

/** The last text of each file, and what it says: a start asks three times, and the parser takes 15 ms. */
const parsed = new Map<string, { readonly text: string; readonly value: unknown }>();

function parseOnce(path: string): unknown {
  const text = readFileSync(path, "utf8");
  const known = parsed.get(path);
  if (known?.text === text) return known.value;
  const value: unknown = parse(text);
  parsed.set(path, { text, value });
  return value;
}

function readYaml<T extends object>(path: string): T {
  try {
    const value = parseOnce(path);
    if (value === null || value === undefined) return {} as T;
    if (typeof value !== "object" || Array.isArray(value))
      throw new LocalError(`${path} must hold a mapping.`);
    return value as T;
  } catch (error) {
    if (error instanceof YAMLParseError) throw new LocalError(`${path} is no valid YAML: ${error.message}`);
    throw error;
  }
}

/** A key without a namespace belongs to the project. */
function qualified(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** A project-level entry is a schema with a `default` or `value`, or the value itself. */
function presetOf(entry: unknown): unknown {
  if (typeof entry !== "object" || entry === null) return entry;
  const { default: preset, value } = entry as { default?: unknown; value?: unknown };
  return preset ?? value;
}

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
