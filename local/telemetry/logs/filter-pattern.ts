import type { Condition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import { jsonPattern } from "./json-pattern.ts";
import type { LogLine } from "./log-line.ts";
import { spaceDelimitedPattern } from "./space-delimited-pattern.ts";
import { termPattern } from "./term-pattern.ts";

/** A filter pattern that can't be read, or has something that is not supported. */
export class FilterPatternError extends Error {
  override readonly name = "FilterPatternError";
}

/**
 * Compiles a filter pattern of CloudWatch Logs: terms, `{ JSON }` or `[space-delimited]`. An empty one takes all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 * @throws FilterPatternError
 */
export function filterPattern(pattern: string): Condition<LogLine> {
  const text = pattern.trim();
  try {
    if (text.startsWith("{")) return jsonPattern(text);
    if (text.startsWith("[")) return spaceDelimitedPattern(text);
    return termPattern(text);
  } catch (error) {
    if (error instanceof ExpressionError) throw new FilterPatternError(error.message);
    throw error;
  }
}
