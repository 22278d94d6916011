/** One variable of a function's environment. */
export interface VariableView {
  readonly name: string;
  /** Absent when it is a secret: it never leaves the local cloud. */
  readonly value?: string;
}

const SECRET = /secret|password|passwd|token|credential|private|api_?key|access_?key|signing|salt/i;
/** Names of things are no secrets, whatever the thing keeps. */
const NAME_OF_THING = /_(?:TABLE|TABLE_NAME|BUCKET|NAME|ARN|URL|TTL|SECONDS)$/;

/** By name, secrets without their values. A variable is taken for a secret by its name. */
export function environmentVariables(variables: Readonly<Record<string, string>>): VariableView[] {
  return Object.entries(variables)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (SECRET.test(name) && !NAME_OF_THING.test(name) ? { name } : { name, value }));
}
