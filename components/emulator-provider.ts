import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface EmulatorArgs {
  /** Where the emulator listens, for every service: `http://localhost:4566`. */
  readonly endpoint: string;
  readonly region: string;
}

/** Every AWS service that these components and their users declare resources of. */
const SERVICES = [
  "apigatewayv2",
  "cloudwatch",
  "dynamodb",
  "ec2",
  "ecr",
  "iam",
  "lambda",
  "logs",
  "s3",
  "sns",
  "sts",
  "xray",
] as const satisfies readonly (keyof aws.types.input.ProviderEndpoint)[];

/** What LocalStack and the emulators after its model take. https://docs.localstack.cloud/aws/capabilities/config/credentials/ */
const CREDENTIALS = "test";

/**
 * A provider for a LocalStack-compatible emulator instead of AWS. Handed to the top components of a program as
 * `{ providers: [provider] }`, it holds for all that is below them.
 */
export function emulatorProvider(name: string, { endpoint, region }: EmulatorArgs): aws.Provider {
  return new aws.Provider(name, {
    region,
    accessKey: CREDENTIALS,
    secretKey: pulumi.secret(CREDENTIALS),
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    s3UsePathStyle: true,
    endpoints: [Object.fromEntries(SERVICES.map((service) => [service, endpoint]))],
  });
}
