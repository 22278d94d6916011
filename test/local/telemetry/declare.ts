import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";

export const region = "eu-west-1";

export function program(resources: readonly DeclaredResource[]): DeclaredProgram {
  return { project: "shop", stack: "dev", region, directory: "/shop", resources, outputs: {}, sources: [] };
}

/** A declared resource as the evaluator gives it: inputs, and what a provider adds. */
export function resource(
  type: string,
  name: string,
  outputs: Readonly<Record<string, unknown>>,
  id = name,
): DeclaredResource {
  const urn = `urn:pulumi:dev::shop::${type}::${name}`;
  return { urn, type, name, id, custom: true, protect: false, inputs: {}, outputs: { name, ...outputs } };
}

function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${region}:000000000000:${rest}`;
}

export const api = resource("aws:apigatewayv2/api:Api", "api", {}, "api1");

export const stage = resource("aws:apigatewayv2/stage:Stage", "$default", {
  apiId: "api1",
  defaultRouteSettings: { detailedMetricsEnabled: true },
});

export function logGroup(name: string, retentionInDays = 7): DeclaredResource {
  return resource("aws:cloudwatch/logGroup:LogGroup", name, {
    arn: arn("logs", `log-group:${name}`),
    retentionInDays,
  });
}

export function topic(name: string): DeclaredResource {
  return resource("aws:sns/topic:Topic", name, { arn: arn("sns", name) }, arn("sns", name));
}

export function subscription(topicName: string, endpoint: string): DeclaredResource {
  const topicArn = arn("sns", topicName);
  return resource("aws:sns/topicSubscription:TopicSubscription", `${topicName}-${endpoint}`, {
    topic: topicArn,
    protocol: "email",
    endpoint,
  });
}

export const topicArn = (name: string) => arn("sns", name);

/** An alarm on the errors of function `items`: one in a minute, in one of one minutes, unless told otherwise. */
export function metricAlarm(name: string, inputs: Readonly<Record<string, unknown>> = {}): DeclaredResource {
  return resource("aws:cloudwatch/metricAlarm:MetricAlarm", name, {
    arn: arn("cloudwatch", `alarm:${name}`),
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: "items" },
    statistic: "Sum",
    period: 60,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
    ...inputs,
  });
}

export function compositeAlarm(name: string, alarmRule: string, inputs: object = {}): DeclaredResource {
  return resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", name, {
    arn: arn("cloudwatch", `alarm:${name}`),
    alarmName: name,
    alarmRule,
    ...inputs,
  });
}

export function dashboard(name: string, body: object): DeclaredResource {
  return resource("aws:cloudwatch/dashboard:Dashboard", name, {
    dashboardName: name,
    dashboardArn: `arn:aws:cloudwatch::000000000000:dashboard/${name}`,
    dashboardBody: JSON.stringify(body),
  });
}

export function traceGroup(name: string, filterExpression: string): DeclaredResource {
  return resource("aws:xray/group:Group", name, {
    groupName: name,
    arn: arn("xray", `group/default/${name}`),
    filterExpression,
  });
}

export function metricFilter(name: string, inputs: Readonly<Record<string, unknown>>): DeclaredResource {
  return resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", name, {
    logGroupName: "/aws/lambda/items",
    ...inputs,
  });
}
