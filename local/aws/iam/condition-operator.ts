import { LocalError } from "../../emulator.ts";
import { arnMatcher, globMatcher, type Matcher } from "../../wildcard.ts";

/** How one condition operator compares a request's value with those of the policy. */
export interface Comparison {
  /** True for the operators with Not: they hold when no value matches. */
  readonly negated: boolean;
  /** @param where the condition, for errors. @throws LocalError for a value that the operator can't take */
  matcher(values: readonly string[], where: string): Matcher;
}

type MatcherOf = Comparison["matcher"];

const equals: MatcherOf = (values) => {
  const known = new Set(values);
  return (text) => known.has(text);
};

const equalsIgnoringCase: MatcherOf = (values) => {
  const known = new Set(values.map((value) => value.toLowerCase()));
  return (text) => known.has(text.toLowerCase());
};

const like: MatcherOf = (values) => globMatcher(values);
const arn: MatcherOf = (values) => arnMatcher(values);

type Order = (left: number, right: number) => boolean;

/** @param read turns a policy's or a request's text into something to order by */
function ordered(read: (text: string) => number, compare: Order): MatcherOf {
  return (values, where) => {
    const limits = values.map((value) => {
      const limit = read(value);
      if (Number.isNaN(limit)) throw new LocalError(`${where}: "${value}" is no valid value.`);
      return limit;
    });
    return (text) => limits.some((limit) => compare(read(text), limit));
  };
}

const number = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

/** ISO 8601, or seconds since the epoch, as IAM takes both. */
const date = (text: string) => (/^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const orders: Readonly<Record<string, Order>> = {
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

function* ordering(prefix: string, read: (text: string) => number): Generator<[string, Comparison]> {
  const same: Order = (left, right) => left === right;
  yield [`${prefix}Equals`, { negated: false, matcher: ordered(read, same) }];
  yield [`${prefix}NotEquals`, { negated: true, matcher: ordered(read, same) }];
  for (const [name, order] of Object.entries(orders)) {
    yield [prefix + name, { negated: false, matcher: ordered(read, order) }];
  }
}

/** The operators that are evaluated, Null excepted; IpAddress and BinaryEquals are not. */
export const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["StringEquals", { negated: false, matcher: equals }],
  ["StringNotEquals", { negated: true, matcher: equals }],
  ["StringEqualsIgnoreCase", { negated: false, matcher: equalsIgnoringCase }],
  ["StringNotEqualsIgnoreCase", { negated: true, matcher: equalsIgnoringCase }],
  ["StringLike", { negated: false, matcher: like }],
  ["StringNotLike", { negated: true, matcher: like }],
  ["ArnEquals", { negated: false, matcher: arn }],
  ["ArnLike", { negated: false, matcher: arn }],
  ["ArnNotEquals", { negated: true, matcher: arn }],
  ["ArnNotLike", { negated: true, matcher: arn }],
  ["Bool", { negated: false, matcher: equalsIgnoringCase }],
  ...ordering("Numeric", number),
  ...ordering("Date", date),
]);
