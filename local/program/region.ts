/** Where a program's resources are when nobody says where. */
const DEFAULT_REGION = "us-east-1";

/**
 * A stack's region, found as Pulumi's AWS provider finds it: its configuration, else AWS_REGION, else AWS_DEFAULT_REGION. It
 * takes an empty variable for none.
 * https://www.pulumi.com/registry/packages/aws/installation-configuration/
 * @param values the stack's configuration, by full key
 */
export function regionOf(values: Readonly<Record<string, string>>): string {
  return values["aws:region"] ?? (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || DEFAULT_REGION);
}
