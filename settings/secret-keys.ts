import * as pulumi from "@pulumi/pulumi";

/** What the SDK has and its types leave out. */
interface ConfigSecrets {
  isConfigSecret(key: string): boolean;
}

/** Whether the stack has a value as a secret: `pulumi config set --secret`. @param key in full: `lambdock:endpoint` */
export function isSecretKey(key: string): boolean {
  return (pulumi.runtime as unknown as ConfigSecrets).isConfigSecret(key);
}
