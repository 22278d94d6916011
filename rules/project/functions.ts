import { type Problem, type Resource, type Rule, resourceRule, stackRule } from "../rule.ts";
import { isAbsent, mayBe, numberOf, ofType, physicalName, propertyOf, textOf } from "../values.ts";
import { isProtectedStack } from "./protected-stacks.ts";

const FUNCTION = "aws:lambda/function:Function";
const MEMORY = { min: 256, max: 3_008 };
/** An HTTP API waits no longer for an answer. */
const LONGEST_TIMEOUT_SECONDS = 30;
/** Least days of logs where data is protected: long enough to look into what a customer reports. */
const PROTECTED_RETENTION_DAYS = 14;

/** How this project runs functions. */
export const functionRules: readonly Rule[] = [
  resourceRule({
    id: "function-memory",
    sentence: `A function has ${MEMORY.min} to ${MEMORY.max} MB: with less it starts slowly, and new accounts get no more.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
    types: [FUNCTION],
    problems({ inputs }) {
      if (isAbsent(inputs.memorySize)) return ["has no memory of its own, so 128 MB. Set memorySize."];
      const memory = numberOf(inputs.memorySize);
      if (memory === undefined || (memory >= MEMORY.min && memory <= MEMORY.max)) return [];
      return [`has ${memory} MB. Use ${MEMORY.min} to ${MEMORY.max}.`];
    },
  }),
  resourceRule({
    id: "function-timeout",
    sentence: `A function ends within ${LONGEST_TIMEOUT_SECONDS} s: the API in front of it waits no longer.`,
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
    types: [FUNCTION],
    problems({ inputs }) {
      if (isAbsent(inputs.timeout)) return ["has no time-out of its own, so 3 s. Set timeout."];
      const timeout = numberOf(inputs.timeout) ?? 0;
      return timeout <= LONGEST_TIMEOUT_SECONDS
        ? []
        : [`runs up to ${timeout} s. Use ${LONGEST_TIMEOUT_SECONDS} at most.`];
    },
  }),
  resourceRule({
    id: "function-tracing",
    sentence: "A function is traced: what it calls and how long that takes is in X-Ray.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    types: [FUNCTION],
    problems({ inputs }) {
      const isActive = mayBe(propertyOf(inputs.tracingConfig, "mode"), "Active");
      return isActive ? [] : ["is not traced. Set tracingConfig.mode to Active."];
    },
  }),
  resourceRule({
    id: "function-concurrency",
    sentence: "A function that has a reservation can run: a reservation of 0 switches it off.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    types: [FUNCTION],
    problems: ({ inputs }) =>
      inputs.reservedConcurrentExecutions === 0
        ? ["reserves 0 executions, so it never runs. Reserve more, or leave it out."]
        : [],
  }),
  resourceRule({
    id: "function-image-by-digest",
    sentence: "A function's image is named by digest, which is what was tested: a tag can be moved.",
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    types: [FUNCTION],
    problems({ inputs }) {
      const uri = textOf(inputs.imageUri);
      if (uri === undefined || uri === "" || /@sha256:[0-9a-f]{64}$/.test(uri)) return [];
      return [`runs the image "${uri}" by tag. Name it by digest: REPOSITORY@sha256:….`];
    },
  }),
  stackRule({
    id: "function-log-retention",
    sentence: `A function's log group is declared with a retention, of ${PROTECTED_RETENTION_DAYS} days at least in prod.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html",
    problems: (resources) => ofType(resources, FUNCTION).flatMap((fn) => retentionProblems(fn, resources)),
  }),
];

function retentionProblems(fn: Resource, resources: readonly Resource[]): Problem[] {
  const functionName = physicalName(fn);
  if (functionName === undefined) return [];
  const name = `/aws/lambda/${functionName}`;
  const group = ofType(resources, "aws:cloudwatch/logGroup:LogGroup").find(({ inputs }) =>
    mayBe(inputs.name, name),
  );
  if (group === undefined) {
    return [
      {
        resource: fn,
        what: `has no log group ${name} in the program, so Lambda makes one that keeps logs for ever.`,
      },
    ];
  }
  const { retentionInDays } = group.inputs;
  if (isAbsent(retentionInDays) || retentionInDays === 0) {
    return [{ resource: group, what: "keeps logs for ever. Set retentionInDays." }];
  }
  const days = numberOf(retentionInDays) ?? PROTECTED_RETENTION_DAYS;
  if (!isProtectedStack(fn) || days >= PROTECTED_RETENTION_DAYS) return [];
  return [{ resource: group, what: `keeps logs ${days} days. Use ${PROTECTED_RETENTION_DAYS} at least.` }];
}
