import { type Problem, type Resource, stackRule } from "../rule.ts";
import { ofType, physicalName, textOf } from "../values.ts";

/** Types of which AWS has one of a name in an account and region. */
const TYPES = [
  "aws:lambda/function:Function",
  "aws:iam/role:Role",
  "aws:dynamodb/table:Table",
  "aws:s3/bucket:Bucket",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  "aws:cloudwatch/dashboard:Dashboard",
  "awsx:ecr:Repository",
];

/** Alarms of the two kinds share their names, and a second one replaces the first in silence. */
const KIND: Readonly<Record<string, string>> = { CompositeAlarm: "alarm", MetricAlarm: "alarm" };

/** A provider of the program's own may be of another account or region. */
const PROVIDER = "pulumi:providers:aws";

/** Pulumi tells resources apart by their logical names, AWS by these. */
export const uniqueNames = stackRule({
  id: "unique-names",
  sentence: "No two resources of a kind have one name in AWS.",
  source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
  problems: (resources) =>
    ofType(resources, PROVIDER).length > 0
      ? []
      : Object.values(Object.groupBy(ofType(resources, ...TYPES), key)).flatMap((same = []) =>
          duplicates(same),
        ),
});

/** Names that are not known yet are as good as unique. IAM knows no case in names. */
function key(resource: Resource): string {
  const kind = resource.type.split(":").at(-1) ?? "";
  const name = physicalName(resource);
  if (name === undefined) return resource.urn;
  const region = textOf(resource.inputs.region) ?? "";
  return `${KIND[kind] ?? kind} ${region} ${kind === "Role" ? name.toLowerCase() : name}`;
}

function duplicates([first, ...others]: readonly Resource[]): Problem[] {
  return others.map((resource) => ({
    resource,
    what: `is named "${physicalName(resource)}" in AWS like "${first?.name}". Give one of them another name.`,
  }));
}
