import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accessLogFormat } from "./access-log.ts";
import { declareAlarms } from "./alarms.ts";
import { apiAlarms } from "./api-alarms.ts";
import { declareRoutes } from "./api-routes.ts";
import { type Alarm, declareCompositeAlarm } from "./composite-alarm.ts";
import { checkHttpApi, type HttpApiArgs } from "./http-api-arguments.ts";
import { apiLogMetrics, declareLogMetrics } from "./log-metrics.ts";
import { physicalName } from "./naming.ts";
import { tagsOf } from "./tags.ts";

export type { HttpApiArgs, Route } from "./http-api-arguments.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS"];
const HEADERS = ["authorization", "content-type"];
const PREFLIGHT_SECONDS = 300;

/**
 * An API Gateway HTTP API in front of functions: routes, one integration a function, a grant for each route, one stage
 * that is deployed by itself, CORS, throttle, access log, alarms.
 */
export class HttpApi extends pulumi.ComponentResource {
  /** The constructor's first argument. */
  readonly logicalName: string;
  /** Without a slash at its end; a named stage is its last segment. */
  readonly url: pulumi.Output<string>;
  readonly apiId: pulumi.Output<string>;
  readonly stage: string;
  readonly logGroupName: pulumi.Output<string>;
  readonly alarms: readonly aws.cloudwatch.MetricAlarm[];
  /** Those that tell somebody: one over all, or each by itself. */
  readonly callingAlarms: readonly Alarm[];

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    checkHttpApi(name, args);
    const physical = physicalName("HttpApi", name);
    super("lambdock:index:HttpApi", name, {}, opts);
    const tags = tagsOf(name, args.tags);
    const api = new aws.apigatewayv2.Api(
      name,
      {
        name: physical,
        protocolType: "HTTP",
        ...corsOf(args.cors?.origins ?? ["*"]),
        tags,
      },
      { parent: this },
    );
    const routes = declareRoutes(name, api, args.routes, this);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      // CloudWatch keeps the grants of groups with this prefix out of a policy of limited size.
      { name: `/aws/vendedlogs/${physical}`, retentionInDays: args.logRetentionDays ?? 7, tags },
      { parent: this },
    );
    const stage = this.#stage(name, api, logGroup, routes, args);
    this.logicalName = name;
    this.stage = args.stage ?? "$default";
    this.apiId = api.id;
    this.logGroupName = logGroup.name;
    const path = this.stage === "$default" ? "" : `/${this.stage}`;
    // The URL is of use once its stage is there.
    this.url = pulumi.all([api.apiEndpoint, stage.id]).apply(([endpoint]) => `${endpoint}${path}`);
    this.alarms = declareAlarms(
      name,
      apiAlarms({ apiId: api.id, stage: this.stage }),
      { alarmActions: args.alarmActions ?? [], composed: args.composed ?? false, tags },
      this,
    );
    this.callingAlarms = args.composed === true ? [this.#impact(name, args)] : this.alarms;
    declareLogMetrics(name, logGroup, apiLogMetrics, this);
    this.registerOutputs({ url: this.url, apiId: this.apiId, logGroupName: this.logGroupName });
  }

  #impact(name: string, { quietUnder, alarmActions = [], tags }: HttpApiArgs): aws.cloudwatch.CompositeAlarm {
    return declareCompositeAlarm(
      `${name}-impact`,
      {
        description:
          "Clients of the API are affected, and no service says so of itself. The alarms below it that are in ALARM say by what.",
        anyOf: this.alarms,
        unless: quietUnder ?? [],
        alarmActions,
        tags: tagsOf(name, tags),
      },
      this,
    );
  }

  #stage(
    name: string,
    api: aws.apigatewayv2.Api,
    logGroup: aws.cloudwatch.LogGroup,
    routes: readonly pulumi.Resource[],
    { stage = "$default", throttle = { burst: 100, rate: 50 }, tags }: HttpApiArgs,
  ): aws.apigatewayv2.Stage {
    return new aws.apigatewayv2.Stage(
      name,
      {
        apiId: api.id,
        name: stage,
        autoDeploy: true,
        defaultRouteSettings: {
          throttlingBurstLimit: throttle.burst,
          throttlingRateLimit: throttle.rate,
          detailedMetricsEnabled: true,
        },
        accessLogSettings: { destinationArn: logGroup.arn, format: accessLogFormat },
        tags: tagsOf(name, tags),
      },
      // A stage that deploys by itself does so for each route that comes after it. Last, it does so once, and an API
      // that answers is complete.
      { parent: this, dependsOn: [...routes] },
    );
  }
}

/** A list without origins is no configuration: API Gateway would answer preflight requests by it, and let nobody in. */
function corsOf(origins: readonly string[]): Pick<aws.apigatewayv2.ApiArgs, "corsConfiguration"> {
  if (origins.length === 0) return {};
  return {
    corsConfiguration: {
      allowOrigins: [...origins],
      allowMethods: METHODS,
      allowHeaders: HEADERS,
      maxAge: PREFLIGHT_SECONDS,
    },
  };
}
