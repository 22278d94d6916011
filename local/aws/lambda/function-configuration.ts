import { functionArn } from "../../lambda/function-name.ts";
import type { DeclaredResource } from "../../program/declared.ts";

/**
 * A declared function as GetFunctionConfiguration gives it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export function functionConfiguration({ inputs, outputs, name }: DeclaredResource, region: string): object {
  const functionName = String(outputs.name ?? inputs.name ?? name);
  return {
    FunctionName: functionName,
    FunctionArn: outputs.arn ?? functionArn({ name: functionName }, region),
    Role: inputs.role,
    PackageType: inputs.packageType ?? "Zip",
    Runtime: inputs.runtime,
    Handler: inputs.handler,
    Description: inputs.description ?? "",
    MemorySize: inputs.memorySize ?? 128,
    Timeout: inputs.timeout ?? 3,
    Architectures: inputs.architectures ?? ["x86_64"],
    EphemeralStorage: { Size: member(inputs.ephemeralStorage, "size") ?? 512 },
    Environment: { Variables: member(inputs.environment, "variables") ?? {} },
    TracingConfig: { Mode: member(inputs.tracingConfig, "mode") ?? "PassThrough" },
    Version: "$LATEST",
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}

/** The Code part of GetFunction's answer. */
export function functionCode({ inputs }: DeclaredResource): object {
  return typeof inputs.imageUri === "string"
    ? { RepositoryType: "ECR", ImageUri: inputs.imageUri, ResolvedImageUri: inputs.imageUri }
    : {};
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
