import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { LIVE_ALIAS } from "./live-alias.ts";

/** A new version on trial: the alias keeps the stable one and sends it a share of the traffic. */
export interface Canary {
  /** The version that has the rest of the traffic; the stack's outputs name the one that is live. */
  readonly stableVersion: string;
  /** Per cent of the invocations that the new version gets, 0 to 99; 0 takes it out of the traffic again. */
  readonly percent: number;
}

/**
 * The alias `live`: on the published version, or with a canary on the stable version and the published one beside it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function declareAlias(
  name: string,
  fn: aws.lambda.Function,
  canary: Canary | undefined,
  parent: pulumi.Resource,
): aws.lambda.Alias {
  return new aws.lambda.Alias(
    name,
    {
      name: LIVE_ALIAS,
      functionName: fn.name,
      functionVersion: canary?.stableVersion ?? fn.version,
      ...(canary !== undefined && { routingConfig: fn.version.apply((version) => routing(version, canary)) }),
    },
    { parent },
  );
}

/** Where nothing changed, nothing is on trial: Lambda refuses an alias that names one version twice. */
function routing(
  version: string,
  { stableVersion, percent }: Canary,
): aws.types.input.lambda.AliasRoutingConfig | undefined {
  if (version === stableVersion || percent === 0) return undefined;
  return { additionalVersionWeights: { [version]: percent / 100 } };
}
