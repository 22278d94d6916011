import { type Rule, resourceRule } from "../rule.ts";
import { physicalName } from "../values.ts";

interface NameForm {
  /** What is named; the rule's id is `<what>-name`. */
  readonly what: string;
  readonly types: readonly string[];
  readonly form: RegExp;
  /** The form in words, to be read behind "may have". */
  readonly says: string;
  readonly source: string;
}

const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/api";
const CLOUDWATCH = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";
const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
const API_GATEWAY = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference";
const IAM_NAMES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

const FORMS: readonly NameForm[] = [
  {
    what: "function",
    types: ["aws:lambda/function:Function"],
    form: /^[A-Za-z0-9_-]{1,64}$/,
    says: '1 to 64 letters, digits, "-" and "_"',
    source: `${LAMBDA}/API_CreateFunction.html`,
  },
  {
    what: "alias",
    types: ["aws:lambda/alias:Alias"],
    form: /^(?!\d+$)[A-Za-z0-9_-]{1,128}$/,
    says: '1 to 128 letters, digits, "-" and "_", not digits alone',
    source: `${LAMBDA}/API_CreateAlias.html`,
  },
  {
    what: "permission-statement",
    types: ["aws:lambda/permission:Permission"],
    form: /^[A-Za-z0-9_-]{1,100}$/,
    says: '1 to 100 letters, digits, "-" and "_"',
    source: `${LAMBDA}/API_AddPermission.html`,
  },
  {
    what: "role",
    types: ["aws:iam/role:Role"],
    form: /^[\w+=,.@-]{1,64}$/,
    says: '1 to 64 letters, digits and "+=,.@_-"',
    source: IAM_NAMES,
  },
  {
    what: "role-policy",
    types: ["aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy"],
    form: /^[\w+=,.@-]{1,128}$/,
    says: '1 to 128 letters, digits and "+=,.@_-"',
    source: IAM_NAMES,
  },
  {
    what: "table",
    types: ["aws:dynamodb/table:Table"],
    form: /^[A-Za-z0-9_.-]{3,255}$/,
    says: '3 to 255 letters, digits, "_", "-" and "."',
    source:
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
  },
  {
    what: "log-group",
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    form: /^(?!aws\/)[\w./#-]{1,512}$/,
    says: '1 to 512 letters, digits and "_-/.#", and may not begin with "aws/"',
    source: `${LOGS}/API_CreateLogGroup.html`,
  },
  {
    what: "metric-filter",
    types: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
    form: /^[^:*]{1,512}$/,
    says: '1 to 512 characters without ":" and "*"',
    source: `${LOGS}/API_PutMetricFilter.html`,
  },
  {
    what: "saved-query",
    types: ["aws:cloudwatch/queryDefinition:QueryDefinition"],
    form: /^.{1,255}$/,
    says: "1 to 255 characters",
    source: `${LOGS}/API_PutQueryDefinition.html`,
  },
  {
    what: "repository",
    types: ["aws:ecr/repository:Repository", "awsx:ecr:Repository"],
    form: /^(?=.{2,256}$)([a-z0-9]+([._-][a-z0-9]+)*\/)*[a-z0-9]+([._-][a-z0-9]+)*$/,
    says: '2 to 256 lower-case letters and digits, with single ".", "_", "-" or "/" between them',
    source: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  },
  {
    what: "alarm",
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    form: /^[^\p{Cc}]{1,255}$/u,
    says: "1 to 255 characters, no control characters",
    source: `${CLOUDWATCH}/API_PutMetricAlarm.html`,
  },
  {
    what: "dashboard",
    types: ["aws:cloudwatch/dashboard:Dashboard"],
    form: /^[A-Za-z0-9_-]{1,255}$/,
    says: '1 to 255 letters, digits, "-" and "_"',
    source: `${CLOUDWATCH}/API_PutDashboard.html`,
  },
  {
    what: "api",
    types: ["aws:apigatewayv2/api:Api"],
    form: /^.{1,128}$/,
    says: "1 to 128 characters",
    source: `${API_GATEWAY}/apis.html`,
  },
  {
    what: "stage",
    types: ["aws:apigatewayv2/stage:Stage"],
    form: /^(\$default|[A-Za-z0-9_-]{1,128})$/,
    says: '1 to 128 letters, digits, "-" and "_", or be "$default"',
    source: `${API_GATEWAY}/apis-apiid-stages.html`,
  },
  {
    what: "topic",
    types: ["aws:sns/topic:Topic"],
    form: /^[A-Za-z0-9_-]{1,256}$/,
    says: '1 to 256 letters, digits, "-" and "_"',
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  {
    what: "trace-group",
    types: ["aws:xray/group:Group"],
    form: /^.{1,32}$/,
    says: "1 to 32 characters",
    source: "https://docs.aws.amazon.com/xray/latest/api/API_CreateGroup.html",
  },
];

/** Lengths and characters of names. A name that Pulumi makes up is checked as well: it grows with the logical one. */
export const nameRules: readonly Rule[] = FORMS.map(({ what, types, form, says, source }) =>
  resourceRule({
    id: `${what}-name`,
    sentence: `A ${what.replaceAll("-", " ")}'s name may have ${says}.`,
    source,
    types,
    problems(resource) {
      const name = physicalName(resource);
      if (name === undefined || form.test(name)) return [];
      return [`is named "${name}" in AWS (${name.length} characters), which may have ${says}.`];
    },
  }),
);
