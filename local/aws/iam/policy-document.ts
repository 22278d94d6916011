import * as v from "valibot";
import { LocalError } from "../../emulator.ts";
import { globMatcher, type Matcher, resourceMatcher } from "../../wildcard.ts";
import { compileConditions } from "./condition.ts";
import type { IdentityPolicy, Statement, StatementSource } from "./statement.ts";

/** One or several; numbers and booleans stand for their text, as in IAM. */
const value = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));
const values = v.pipe(
  v.union([value, v.array(value)]),
  v.transform((given) => [given].flat()),
);
const strings = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((given) => [given].flat()),
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html, for identity-based policies */
const statementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  // A resource-based policy's element: it says nothing about an identity's own permissions.
  Principal: v.optional(v.unknown()),
  Action: v.optional(strings),
  NotAction: v.optional(strings),
  Resource: v.optional(strings),
  NotResource: v.optional(strings),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), values))),
});

const documentSchema = v.strictObject({
  Version: v.optional(v.string()),
  Id: v.optional(v.string()),
  Statement: v.pipe(
    v.union([statementSchema, v.array(statementSchema)]),
    v.transform((given) => [given].flat()),
  ),
});

/**
 * Reads a policy document.
 * @param name the policy's name, for errors and decisions
 * @param source the document as JSON text or as an object
 * @throws LocalError when it is no valid policy, or asks for something that is not evaluated here
 */
export function parsePolicy(name: string, source: unknown): IdentityPolicy {
  const result = v.safeParse(documentSchema, typeof source === "string" ? parseJson(name, source) : source);
  if (!result.success) {
    const [issue] = result.issues;
    throw new LocalError(
      `IAM policy "${name}" is not valid at ${v.getDotPath(issue) ?? "its root"}: ${issue.message}.`,
    );
  }
  const statements = result.output.Statement.map((statement, index) =>
    compileStatement(
      statement,
      statement.Sid ?? `${name}[${index}]`,
      `IAM policy "${name}", statement ${index}`,
    ),
  );
  return { name, statements };
}

function compileStatement(source: StatementSource, label: string, where: string): Statement {
  return {
    label,
    effect: source.Effect,
    source,
    matchesAction: either(source.Action, source.NotAction, "Action", where, (patterns) =>
      globMatcher(patterns, { ignoreCase: true }),
    ),
    matchesResource: either(source.Resource, source.NotResource, "Resource", where, resourceMatcher),
    conditions: compileConditions(source.Condition ?? {}, where),
  };
}

/** Exactly one of `X` and `NotX`. */
function either(
  positive: readonly string[] | undefined,
  negative: readonly string[] | undefined,
  element: string,
  where: string,
  compile: (patterns: readonly string[]) => Matcher,
): Matcher {
  const given = positive ?? negative;
  if (!given || (positive && negative)) {
    throw new LocalError(`${where} must have either ${element} or Not${element}.`);
  }
  refuseVariables(given, where);
  const matches = compile(given);
  return positive ? matches : (text) => !matches(text);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function refuseVariables(texts: readonly string[], where: string): void {
  const [variable] = texts.flatMap((text) => /\$\{[^}]*\}/.exec(text) ?? []);
  if (variable === undefined) return;
  throw new LocalError(`${where}: the local cloud can't evaluate the policy variable ${variable}.`);
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LocalError(`IAM policy "${name}" is not valid JSON: ${why}.`);
  }
}
