import { type Problem, type Resource, type Rule, stackRule } from "../rule.ts";
import { mayBe, numberOf, ofType } from "../values.ts";

/** What an account has of Lambda. */
export interface LambdaAccount {
  /** Quota "Concurrent executions", L-B99A9384: 1,000 by default, less in new accounts. */
  readonly concurrentExecutions: number;
}

const SOURCE = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html";

/** What functions without a reservation must be left. */
const UNRESERVED = 100;

/** Reservations, in functions that have one: the provider says -1 for none. */
function reservationOf({ inputs }: Resource): number | undefined {
  const reserved = numberOf(inputs.reservedConcurrentExecutions);
  return reserved === undefined || reserved < 0 ? undefined : reserved;
}

/** What an account can give to functions. */
export function concurrencyRules({ concurrentExecutions }: LambdaAccount): Rule[] {
  const available = Math.max(0, concurrentExecutions - UNRESERVED);
  return [
    stackRule({
      id: "reserved-concurrency-sum",
      sentence: `All functions together reserve at most the account's concurrent executions but ${UNRESERVED}.`,
      source: SOURCE,
      problems(resources) {
        const functions = ofType(resources, "aws:lambda/function:Function");
        const reserving = functions.filter((fn) => (reservationOf(fn) ?? 0) > 0);
        const sum = reserving.reduce((total, fn) => total + (reservationOf(fn) ?? 0), 0);
        const largest = reserving.toSorted((a, b) => (reservationOf(b) ?? 0) - (reservationOf(a) ?? 0))[0];
        if (largest === undefined || sum <= available) return [];
        const what =
          `and others reserve ${sum} executions of an account that can reserve ${available}. ` +
          "Reserve less, or raise Lambda's quota Concurrent executions (L-B99A9384).";
        return [{ resource: largest, what }];
      },
    }),
    provisionedWithinReserved,
  ];
}

const provisionedWithinReserved = stackRule({
  id: "provisioned-concurrency",
  sentence: "A function's provisioned concurrency is not over its reserved concurrency.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
  problems(resources) {
    const functions = ofType(resources, "aws:lambda/function:Function");
    return ofType(resources, "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig").flatMap(
      (resource): Problem[] => {
        const fn = functions.find(({ inputs }) => mayBe(inputs.name, resource.inputs.functionName));
        const reserved = fn === undefined ? undefined : reservationOf(fn);
        const provisioned = numberOf(resource.inputs.provisionedConcurrentExecutions) ?? 0;
        if (reserved === undefined || provisioned <= reserved) return [];
        return [
          {
            resource,
            what: `provisions ${provisioned} of ${reserved} reserved executions. Use at most these.`,
          },
        ];
      },
    );
  },
});
