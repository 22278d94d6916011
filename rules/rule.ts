import type { DeclaredResource } from "../local/program/declared.ts";

/** What rules see of a resource: a declared one, or one that Pulumi's engine asks about. */
export type Resource = Pick<
  DeclaredResource,
  "urn" | "type" | "name" | "parent" | "protect" | "inputs" | "outputs"
>;

/** A resource that breaks a rule. */
export interface Finding {
  /** The rule's id. */
  readonly rule: string;
  readonly urn: string;
  /** What is wrong and what to do, in one sentence that starts with the resource. */
  readonly message: string;
}

/** Something that types can't say and that holds for every stack. */
export interface Rule {
  /** Lower-case words with dashes between them. */
  readonly id: string;
  /** What must hold, in a sentence. */
  readonly sentence: string;
  /** Where it is said: AWS's documentation for what AWS applies, the reason's for what the project wants. */
  readonly source: string;
  /** Whether a resource alone decides, so that a wrong one is refused before it is made, or only the whole stack. */
  readonly scope: "resource" | "stack";
  /** Pulumi types that it looks at; absent: all. */
  readonly types?: readonly string[];
  check(resources: readonly Resource[]): Finding[];
}

/** What a rule says of itself. */
type Described = Pick<Rule, "id" | "sentence" | "source">;

/** What is wrong with one resource. */
export interface Problem {
  readonly resource: Resource;
  /** To be read behind the resource's type and name: `has …`, `must …`. */
  readonly what: string;
}

interface ResourceRule extends Described {
  /** Pulumi types that it is for. Default: all. */
  readonly types?: readonly string[];
  /** What is wrong with one of them: nothing, or one sentence each. */
  problems(resource: Resource): readonly string[];
}

/** A rule that each resource of some types keeps by itself. */
export function resourceRule({ types, problems, ...described }: ResourceRule): Rule {
  return {
    ...described,
    scope: "resource",
    ...(types !== undefined && { types }),
    check: (resources) =>
      resources
        .filter(({ type }) => types === undefined || types.includes(type))
        .flatMap((resource) => problems(resource).map((what) => finding(described.id, { resource, what }))),
  };
}

interface StackRule extends Described {
  problems(resources: readonly Resource[]): readonly Problem[];
}

/** A rule that resources keep together. */
export function stackRule({ problems, ...described }: StackRule): Rule {
  return {
    ...described,
    scope: "stack",
    check: (resources) => problems(resources).map((problem) => finding(described.id, problem)),
  };
}

function finding(rule: string, { resource, what }: Problem): Finding {
  const kind = resource.type.split(":").at(-1);
  return { rule, urn: resource.urn, message: `${kind} "${resource.name}" ${what}` };
}

/** Everything that is wrong, rule by rule. */
export function checkRules(rules: readonly Rule[], resources: readonly Resource[]): Finding[] {
  return rules.flatMap((rule) => rule.check(resources));
}
