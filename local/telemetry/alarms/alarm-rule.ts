import type { AlarmState } from "../../events.ts";
import { type Condition, parseCondition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";

/** Looks up the state of an alarm by its name or ARN; undefined when there is none. */
export type StateOf = (nameOrArn: string) => AlarmState | undefined;

const TEST =
  /\s*(?:(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^()"']+?))\s*\)|(TRUE|FALSE))\s*/y;

/** A compiled rule, and the alarms that it names. */
export interface AlarmRule {
  readonly holds: Condition<StateOf>;
  readonly children: readonly string[];
}

/** Rules are looked at every few seconds; more than a program has were declared before. */
const MAX_KEPT = 500;
const kept = new Map<string, AlarmRule>();

/**
 * `ALARM("errors") AND NOT OK(arn:…)`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 * @throws ExpressionError
 */
export function alarmRule(text: string): AlarmRule {
  const known = kept.get(text);
  if (known) return known;
  const rule = compiled(text);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(text, rule);
  return rule;
}

function compiled(text: string): AlarmRule {
  if (/\bAT_LEAST\s*\(/.test(text))
    throw new ExpressionError("AT_LEAST is not supported in alarm rules here.");
  const children: string[] = [];
  const holds = parseCondition<StateOf>(text, {
    test: TEST,
    compile([, state, double, single, plain, constant]) {
      if (state === undefined) return () => constant === "TRUE";
      const child = double ?? single ?? plain ?? "";
      children.push(child);
      return (stateOf) => stateOf(child) === state;
    },
  });
  return { holds, children };
}
