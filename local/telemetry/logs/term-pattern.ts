import type { Condition } from "../expressions/condition.ts";
import { ExpressionError } from "../expressions/expression.ts";
import type { LogLine } from "./log-line.ts";

const TERM = /\s*([?-]?)("(?:[^"\\]|\\.)*"|[^\s"]+)\s*/y;

/**
 * `ERROR timeout` asks for all, `?ERROR ?WARN` for one of them, `-DEBUG` for none; a phrase stands in quotes. Case counts.
 * Of terms with and without `?`, CloudWatch ignores those with it.
 * @throws ExpressionError
 */
export function termPattern(pattern: string): Condition<LogLine> {
  const terms = termsOf(pattern);
  const all = terms.filter(({ sign }) => sign === "");
  const none = terms.filter(({ sign }) => sign === "-");
  const any = all.length === 0 ? terms.filter(({ sign }) => sign === "?") : [];
  return ({ message }) =>
    all.every(({ text }) => message.includes(text)) &&
    !none.some(({ text }) => message.includes(text)) &&
    (any.length === 0 || any.some(({ text }) => message.includes(text)));
}

function termsOf(pattern: string): { sign: string; text: string }[] {
  const terms: { sign: string; text: string }[] = [];
  for (let position = 0; position < pattern.length; ) {
    TERM.lastIndex = position;
    const match = TERM.exec(pattern);
    if (!match) throw new ExpressionError(`Filter pattern "${pattern}" has a quote that does not end.`);
    const [whole, sign = "", term = ""] = match;
    if (/^%.*%$/.test(term)) {
      throw new ExpressionError(`Regular expressions (${term}) are not supported in filter patterns here.`);
    }
    terms.push({ sign, text: term.startsWith('"') ? term.slice(1, -1).replace(/\\(.)/g, "$1") : term });
    position += whole.length;
  }
  return terms;
}
