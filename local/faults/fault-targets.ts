import { type DeclaredProgram, type DeclaredResource, ofType } from "../program/declared.ts";
import { FAULTS, type Fault, type FaultTarget, kindsOf, type TargetKind } from "./fault.ts";
import { refused, type WrittenFault } from "./fault-spec.ts";

/** One thing of the program that can have faults. */
export interface DeclaredTarget {
  readonly target: FaultTarget;
  /** What people may call it, the name that they are shown first. */
  readonly names: readonly string[];
  /** Of a function: its versions and aliases. */
  readonly qualifiers: readonly string[];
}

const FUNCTION = "aws:lambda/function:Function";
const ALIAS = "aws:lambda/alias:Alias";
const ROUTE = "aws:apigatewayv2/route:Route";
const TABLE = "aws:dynamodb/table:Table";
const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];

/** What of a program can have faults: functions, routes, tables, buckets, each in the order of declaration. */
export function declaredTargets(program: DeclaredProgram): DeclaredTarget[] {
  const routeKeys = new Set(ofType(program, ROUTE).map(({ inputs }) => String(inputs.routeKey)));
  return [
    ...ofType(program, FUNCTION).map((resource) => ({
      ...named(program, "function", resource),
      qualifiers: qualifiersOf(program, resource),
    })),
    ...[...routeKeys].map((routeKey) => ({
      target: { kind: "route" as const, routeKey },
      names: [routeKey],
      qualifiers: [],
    })),
    ...ofType(program, TABLE).map((resource) => named(program, "table", resource)),
    ...BUCKETS.flatMap((type) => ofType(program, type)).map((resource) => named(program, "bucket", resource)),
  ];
}

function named(
  { project, stack }: DeclaredProgram,
  kind: "function" | "table" | "bucket",
  { name: logical, id, outputs }: DeclaredResource,
): DeclaredTarget {
  const physical = kind === "bucket" ? String(outputs.bucket ?? id) : String(outputs.name ?? logical);
  const prefix = `${project}-${stack}-`;
  const short = physical.startsWith(prefix) ? [physical.slice(prefix.length)] : [];
  return {
    target: { kind, name: physical },
    names: [...new Set([...short, logical, physical])],
    qualifiers: [],
  };
}

function qualifiersOf(program: DeclaredProgram, { outputs }: DeclaredResource): string[] {
  const name = String(outputs.name);
  const aliases = ofType(program, ALIAS).filter(({ inputs }) => nameIn(inputs.functionName) === name);
  const all = aliases.flatMap(({ name: logical, inputs }) => [
    String(inputs.name ?? logical),
    String(inputs.functionVersion),
    ...Object.keys(weightsIn(inputs.routingConfig)),
  ]);
  return [...new Set([...all, ...(outputs.version === undefined ? [] : [String(outputs.version)])])];
}

/** A function is named by its name or its ARN. */
function nameIn(functionName: unknown): string {
  return String(functionName).split(":function:").at(-1)?.split(":")[0] ?? "";
}

function weightsIn(routing: unknown): object {
  const { additionalVersionWeights: weights } = (routing ?? {}) as { additionalVersionWeights?: object };
  return weights ?? {};
}

/**
 * Finds what a fault is to befall. A bare name is a function's, or else a table's or a bucket's.
 * @param spec the fault as it was written, for the error
 * @throws LocalError naming what the program has, when it has no such thing or that thing no such fault
 */
export function resolveFault(
  spec: string,
  { target: written, ...effect }: WrittenFault,
  targets: readonly DeclaredTarget[],
): Fault {
  const target = find(written, targets);
  if (target === undefined)
    throw refused(spec, `names nothing that there is: the program declares ${known(written, targets)}`);
  if (FAULTS[effect.kind].does[target.kind] !== undefined) return { target, ...effect };
  throw refused(spec, `can't befall a ${target.kind}, which can have ${kindsOf(target.kind).join(", ")}`);
}

function find(written: string, targets: readonly DeclaredTarget[]): FaultTarget | undefined {
  const [, kind, name = written] = /^(function|table|bucket)\/(.+)$/.exec(written) ?? [];
  const candidates = targets.filter(({ target }) => kind === undefined || target.kind === kind);
  const whole = candidates.find(({ names }) => names.includes(name))?.target;
  if (whole !== undefined) return whole;
  const [, functionName = "", qualifier = ""] = /^(.+):([^:]+)$/.exec(name) ?? [];
  for (const { target, names, qualifiers } of candidates) {
    if (target.kind !== "function" || !names.includes(functionName)) continue;
    if (qualifiers.includes(qualifier)) return { ...target, qualifier };
  }
  return undefined;
}

/** What there is of the kind that was meant, as far as that can be told. */
function known(written: string, targets: readonly DeclaredTarget[]): string {
  const [, kind] = /^(function|table|bucket)\//.exec(written) ?? [];
  if (kind !== undefined) return listed(kind as TargetKind, targets);
  if (/\s/.test(written) || written.startsWith("$")) return listed("route", targets);
  return (["function", "table", "bucket"] as const).map((each) => listed(each, targets)).join(", ");
}

function listed(kind: TargetKind, targets: readonly DeclaredTarget[]): string {
  const names = targets.flatMap(({ target, names: [shown = ""] }) => (target.kind === kind ? [shown] : []));
  return names.length === 0 ? `no ${kind}` : `${kind}s (${names.join(", ")})`;
}
