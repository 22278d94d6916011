import * as aws from "@pulumi/aws";
import type { RuleCase } from "./rule-case.ts";

/** A case of a resource that has nothing but a name. */
function named(rule: string, declare: (name: string) => void, wrong: string, right: string): RuleCase {
  return { rule, wrong: () => declare(wrong), right: () => declare(right), says: `named "${wrong}"` };
}

const a = (count: number) => "a".repeat(count);
const fn = (name: string) => new aws.lambda.Function("x", { name, role: "r" });
const alias = (name: string) => new aws.lambda.Alias("x", { name, functionName: "f", functionVersion: "1" });
const role = (name: string) => new aws.iam.Role("x", { name, assumeRolePolicy: "{}" });
const policy = (name: string) => new aws.iam.RolePolicy("x", { name, role: "r", policy: "{}" });
const permission = (statementId?: string, name = "x") =>
  new aws.lambda.Permission(name, { statementId, action: "a", function: "f", principal: "p" });
const table = (name: string) => new aws.dynamodb.Table("x", { name, attributes: [] });
const group = (name: string) => new aws.cloudwatch.LogGroup("x", { name });
const filter = (name: string) =>
  new aws.cloudwatch.LogMetricFilter("x", {
    name,
    logGroupName: "g",
    pattern: "",
    metricTransformation: { name: "n", namespace: "n", value: "1" },
  });
const query = (name: string) =>
  new aws.cloudwatch.QueryDefinition("x", { name, queryString: "fields @message" });
const repository = (name: string) => new aws.ecr.Repository("x", { name });
const alarm = (name: string) =>
  new aws.cloudwatch.MetricAlarm("x", {
    name,
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
  });
const composite = (alarmName: string) =>
  new aws.cloudwatch.CompositeAlarm("x", { alarmName, alarmRule: "TRUE" });
const dashboard = (dashboardName: string) =>
  new aws.cloudwatch.Dashboard("x", { dashboardName, dashboardBody: '{"widgets":[]}' });
const api = (name: string) => new aws.apigatewayv2.Api("x", { name, protocolType: "HTTP" });
const stage = (name: string) => new aws.apigatewayv2.Stage("x", { name, apiId: "a" });
const topic = (name: string) => new aws.sns.Topic("x", { name });
const traces = (groupName: string) => new aws.xray.Group("x", { groupName, filterExpression: "fault" });
const bucket = (name: string) => new aws.s3.Bucket("x", { bucket: name });
const securityGroup = (name: string) => new aws.ec2.SecurityGroup("x", { name });

export const nameCases: readonly RuleCase[] = [
  named("function-name", fn, a(65), a(64)),
  named("function-name", fn, "get orders", "get_orders-1"),
  named("alias-name", alias, "1", "v1"),
  named("role-name", role, a(65), a(64)),
  named("role-name", role, "orders/reader", "orders+reader@eu"),
  named("role-policy-name", policy, a(129), a(128)),
  named("permission-statement-name", permission, "GET /orders", "GET-orders"),
  {
    rule: "permission-statement-name",
    wrong: () => permission(undefined, "GET /orders"),
    says: 'named "GET /orders-',
    right: () => permission(undefined, "GET-orders"),
  },
  named("table-name", table, "ab", "abc"),
  named("table-name", table, "orders:2026", "Orders_2026.eu-1"),
  named("log-group-name", group, "/aws/lambda/a b", "/aws/lambda/a-b"),
  named("log-group-name", group, "aws/mine", "/aws/mine"),
  named("metric-filter-name", filter, "errors:all", "errors, all"),
  named("saved-query-name", query, a(256), a(255)),
  named("repository-name", repository, "Orders", "shop/orders"),
  named("repository-name", repository, "a--b", "a-b"),
  named("alarm-name", alarm, a(256), a(255)),
  named("alarm-name", composite, a(256), a(255)),
  named("dashboard-name", dashboard, "shop dev", "shop-dev"),
  named("api-name", api, a(129), a(128)),
  named("stage-name", stage, "v1.2", "v1_2"),
  named("topic-name", topic, "alerts!", "alerts"),
  named("trace-group-name", traces, a(33), a(32)),
  named("bucket-name", bucket, "Files", "files"),
  named("bucket-name", bucket, "a..b", "a.b"),
  named("bucket-name", bucket, "192.168.0.1", "192.168.0.1a"),
  named("bucket-name", bucket, "xn--files", "xn-files"),
  named("bucket-name", bucket, "files-s3alias", "files-s3"),
  named("security-group-name", securityGroup, "sg-functions", "functions"),
  named("security-group-name", securityGroup, "fünctions", "functions (lambda)"),
  {
    rule: "unique-names",
    wrong: () => {
      alarm("errors");
      new aws.cloudwatch.CompositeAlarm("y", { alarmName: "errors", alarmRule: "TRUE" });
    },
    says: 'is named "errors" in AWS like',
    right: () => {
      alarm("errors");
      fn("errors");
    },
  },
  {
    rule: "unique-names",
    wrong: () => {
      for (const logical of ["x", "y"]) new aws.dynamodb.Table(logical, { name: "orders", attributes: [] });
    },
    says: 'is named "orders" in AWS like',
    right: () => {
      for (const region of ["eu-west-1", "us-east-1"])
        new aws.dynamodb.Table(region, { name: "orders", region, attributes: [] });
    },
  },
];
