import * as pulumi from "@pulumi/pulumi";
import type { DeclaredResource } from "../../local/program/declared.ts";
import { withoutStacks } from "../../local/program/lean-sdk.ts";
import { programMocks } from "../../local/program/mocks.ts";
import { recordResources } from "../../local/program/record.ts";
import { recordPlainTexts } from "./plain-texts.ts";
import { type ResourceOptions, recordOptions } from "./resource-options.ts";

export interface DeclareOptions {
  readonly stack?: string;
  /** Configuration by full key. */
  readonly config?: Readonly<Record<string, string>>;
  /** Full keys whose values the stack has as secrets. */
  readonly secrets?: readonly string[];
  /** Answers of provider functions, by token. */
  readonly calls?: Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>>;
}

/** What a piece of a program declares. */
export interface Declared<T> {
  /** What the piece returned. */
  readonly result: T;
  readonly resources: readonly DeclaredResource[];
  /** Every text among the inputs that is not a secret. */
  readonly plainTexts: ReadonlySet<string>;
  /** How the engine is asked to treat the resources. */
  readonly options: readonly ResourceOptions[];
  /** The only resource of a type, or the one of that name. */
  one(type: string, name?: string): DeclaredResource;
  all(type: string): DeclaredResource[];
  /** Name of a resource's parent, undefined for the stack's own. */
  parentOf(resource: DeclaredResource): string | undefined;
}

withoutStacks();

/** Declares resources under Pulumi mocks, with the real constructors, and returns them once all are registered. */
export async function declare<T>(program: () => T, options: DeclareOptions = {}): Promise<Declared<T>> {
  const { stack = "dev", config = {}, secrets = [], calls = {} } = options;
  const at = { account: "123456789012", region: "us-east-1", project: "lambdock", stack };
  const mocks = programMocks(at, process.cwd());
  const call: pulumi.runtime.Mocks["call"] = (args) => calls[args.token]?.(args.inputs) ?? mocks.call(args);
  await pulumi.runtime.setMocks({ ...mocks, call }, at.project, stack, false);
  pulumi.runtime.setAllConfig({ ...config }, [...secrets]);
  const plainTexts = new Set<string>();
  recordPlainTexts(plainTexts);
  const asked: ResourceOptions[] = [];
  recordOptions(asked);
  const resources: DeclaredResource[] = [];
  recordResources(resources);
  const results: T[] = [];
  await pulumi.runtime.runInPulumiStack(async () => {
    results.push(program());
    return {};
  });
  await pulumi.runtime.disconnect();
  const [result] = results as [T];
  return { result, plainTexts, options: asked, ...describe(resources) };
}

/** The value of an output of something that was declared. */
export function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((value) => resolve(value));
  });
}

function describe(
  resources: readonly DeclaredResource[],
): Omit<Declared<unknown>, "result" | "plainTexts" | "options"> {
  const all = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    resources,
    all,
    one(type, name) {
      const found = all(type).filter((resource) => name === undefined || resource.name === name);
      const [only] = found;
      if (only === undefined || found.length > 1) {
        throw new Error(
          `${found.length} resources of type ${type} ${name ?? ""}: ${found.map((one) => one.name)}`,
        );
      }
      return only;
    },
    parentOf: ({ parent }) => parent?.split("::").at(-1),
  };
}
