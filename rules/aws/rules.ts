import type { Rule } from "../rule.ts";
import { alarmRules } from "./alarms.ts";
import { apiRules } from "./apis.ts";
import { bucketName } from "./bucket-name.ts";
import { concurrencyRules, type LambdaAccount } from "./concurrency.ts";
import { dashboardRules } from "./dashboards.ts";
import { functionConfigurationRules } from "./function-configuration.ts";
import { functionEnvironmentRules } from "./function-environment.ts";
import { functionPermissionRules } from "./function-permissions.ts";
import { imageRules } from "./images.ts";
import { logRetention } from "./log-groups.ts";
import { nameRules } from "./names.ts";
import { lifecyclePolicy } from "./repositories.ts";
import { rolePolicyRules } from "./role-policies.ts";
import { securityGroupRules } from "./security-group.ts";
import { tableRules } from "./tables.ts";
import { tags } from "./tags.ts";
import { uniqueNames } from "./unique-names.ts";

/** What AWS applies when a stack is deployed, and neither TypeScript nor a preview can tell. */
export function awsRules(account: LambdaAccount): Rule[] {
  return [
    ...nameRules,
    bucketName,
    uniqueNames,
    tags,
    ...functionConfigurationRules,
    ...functionEnvironmentRules,
    ...functionPermissionRules,
    ...concurrencyRules(account),
    ...imageRules,
    lifecyclePolicy,
    ...rolePolicyRules,
    ...securityGroupRules,
    ...tableRules,
    logRetention,
    ...apiRules,
    ...alarmRules,
    ...dashboardRules,
  ];
}
