import type { Rule } from "../rule.ts";
import { alarmRules } from "./alarms.ts";
import { functionRules } from "./functions.ts";
import { protectionRules } from "./protection.ts";
import { publicAccessRules } from "./public-access.ts";
import { wildcardRules } from "./wildcards.ts";

/** What this project wants of every stack, beyond what AWS accepts. */
export const projectRules: readonly Rule[] = [
  ...wildcardRules,
  ...publicAccessRules,
  ...functionRules,
  ...alarmRules,
  ...protectionRules,
];
