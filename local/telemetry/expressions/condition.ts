import { type Expression, ExpressionError, parseExpression } from "./expression.ts";

/** Says whether something is as a filter asks. */
export type Condition<T> = (subject: T) => boolean;

export interface ConditionSyntax<T> {
  /** What a single test looks like; must be sticky (`y`). */
  readonly test: RegExp;
  /** @throws ExpressionError for a test that is not supported */
  compile(match: RegExpExecArray): Condition<T>;
}

const CONNECTIVE = /\s*(\(|\)|&&|\|\||!(?!=)|AND\b|OR\b|NOT\b)\s*/y;

/**
 * Compiles tests that are joined by AND, OR, NOT and parentheses, or by nothing, which means AND: the common form of log
 * filters, alarm rules, metric searches and trace filters.
 * @throws ExpressionError saying where the text can't be read
 */
export function parseCondition<T>(text: string, syntax: ConditionSyntax<T>): Condition<T> {
  const tests: Condition<T>[] = [];
  let skeleton = "";
  let operandBefore = false;
  for (let position = 0; position < text.trimEnd().length; ) {
    const connective = matchAt(CONNECTIVE, text, position);
    const match = connective ?? matchAt(syntax.test, text, position);
    if (!match || match[0] === "") {
      throw new ExpressionError(`Filter "${text}" can't be read from "${text.slice(position).trim()}" on.`);
    }
    position += match[0].length;
    const token = connective?.[1] ?? `_${tests.push(syntax.compile(match)) - 1}`;
    const startsOperand = !connective || ["(", "!", "NOT"].includes(token);
    if (operandBefore && startsOperand) skeleton += " && ";
    skeleton += ` ${token} `;
    operandBefore = !connective || token === ")";
  }
  return compile(parseExpression(skeleton), tests, text);
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function compile<T>(expression: Expression, tests: readonly Condition<T>[], text: string): Condition<T> {
  if (expression.kind === "name") {
    const test = tests[Number(expression.name.slice(1))];
    if (test) return test;
  }
  if (expression.kind === "unary") {
    const operand = compile(expression.operand, tests, text);
    return (subject) => !operand(subject);
  }
  if (expression.kind === "binary") {
    const left = compile(expression.left, tests, text);
    const right = compile(expression.right, tests, text);
    return ["&&", "AND"].includes(expression.operator)
      ? (subject) => left(subject) && right(subject)
      : (subject) => left(subject) || right(subject);
  }
  throw new ExpressionError(`Filter "${text}" can't be read.`);
}
