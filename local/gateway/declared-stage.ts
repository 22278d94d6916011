import type { Declared } from "./declared-resources.ts";
import type { StageDefinition, ThrottleLimits } from "./definition.ts";

type DeclaredStage = Pick<
  Declared<"aws:apigatewayv2/stage:Stage">,
  "name" | "stageVariables" | "routeSettings"
> &
  Partial<Declared<"aws:apigatewayv2/stage:Stage">>;

/** What an account may do in a region, and so a stage that declares less. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const ACCOUNT_LIMITS: ThrottleLimits = { burst: 5_000, rate: 10_000 };

export function stageDefinition(stage: DeclaredStage): StageDefinition {
  const throttle = limits(stage.defaultRouteSettings, ACCOUNT_LIMITS);
  return {
    name: stage.name,
    variables: stage.stageVariables,
    throttle,
    routeThrottles: Object.fromEntries(
      stage.routeSettings.map((settings) => [settings.routeKey, limits(settings, throttle)]),
    ),
    ...(stage.accessLogSettings && {
      accessLog: {
        logGroup: logGroupName(stage.accessLogSettings.destinationArn),
        format: stage.accessLogSettings.format,
      },
    }),
  };
}

function limits(settings: DeclaredStage["defaultRouteSettings"], otherwise: ThrottleLimits): ThrottleLimits {
  return {
    burst: settings?.throttlingBurstLimit ?? otherwise.burst,
    rate: settings?.throttlingRateLimit ?? otherwise.rate,
  };
}

/** `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, with or without `:*` behind it. */
function logGroupName(arn: string): string {
  return arn.replace(/^.*:log-group:/, "").replace(/:\*$/, "");
}
