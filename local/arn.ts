/** The local cloud's account, which LocalStack's users know too. */
export const accountId = "000000000000";

/** The six parts of an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** @returns undefined for what is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(":");
  if (prefix !== "arn" || !partition || !service || region === undefined || account === undefined)
    return undefined;
  if (resource.length === 0) return undefined;
  return { partition, service, region, account, resource: resource.join(":") };
}

/** An ARN in the local cloud's account, or in another one. */
export function arnOf(service: string, region: string, resource: string, account = accountId): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** The part after the last slash: a role's name in `arn:aws:iam::1:role/path/name`, or a plain name itself. */
export function nameOf(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf("/") + 1);
}
