import type { Resource } from "./rule.ts";

/**
 * Stands for a value that nobody knows before the deployment. It is neither absent nor wrong: whatever reads it as a
 * text, a number or a list finds nothing to complain of.
 */
export const UNKNOWN: unique symbol = Symbol("known after the deployment");

type Properties = Readonly<Record<string, unknown>>;

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** @returns undefined for anything but a text */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** @returns undefined for anything but a number */
export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** @returns an empty list for anything but a list */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** @returns a record without properties for anything but one */
export function recordOf(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** A property of a record; not known where the record is not. */
export function propertyOf(value: unknown, key: string): unknown {
  return value === UNKNOWN ? UNKNOWN : recordOf(value)[key];
}

/** A text that is JSON, as it would be read. @returns undefined when it is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is the expected one, or may turn out to be. */
export function mayBe(value: unknown, expected: unknown): boolean {
  return value === UNKNOWN || expected === UNKNOWN || value === expected;
}

/** Which property holds the name in AWS, where it is not `name`. */
const NAME_PROPERTY: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
  "aws:xray/group:Group": "groupName",
  "aws:lambda/permission:Permission": "statementId",
};

/** A resource's name in AWS: the program's, or the one that the provider made up. */
export function physicalName({ type, inputs, outputs }: Resource): string | undefined {
  const property = NAME_PROPERTY[type] ?? "name";
  return textOf(inputs[property]) ?? textOf(outputs[property]);
}

/** The resources of one Pulumi type. */
export function ofType(resources: readonly Resource[], ...types: readonly string[]): Resource[] {
  return resources.filter(({ type }) => types.includes(type));
}
