import jsep from "jsep";

/** A parsed expression: metric math, an alarm rule, or a filter. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** An expression that can't be read, or that asks for something that is not supported. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax */
const PRECEDENCE: readonly (readonly string[])[] = [
  ["||", "OR"],
  ["&&", "AND"],
  ["==", "!="],
  ["<", ">", "<=", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
for (const [level, operators] of PRECEDENCE.entries()) {
  for (const operator of operators) jsep.addBinaryOp(operator, level + 1, operator === "^");
}
for (const operator of ["-", "+", "!", "NOT"]) jsep.addUnaryOp(operator);

/** Alarms and widgets ask for the same ones again and again; more than a program has are somebody's queries. */
const MAX_KEPT = 500;
const kept = new Map<string, Expression>();

/** @throws ExpressionError saying where it can't be read */
export function parseExpression(text: string): Expression {
  const known = kept.get(text);
  if (known) return known;
  const expression = parsedAnew(text);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(text, expression);
  return expression;
}

function parsedAnew(text: string): Expression {
  let parsed: jsep.Expression;
  try {
    parsed = jsep(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ExpressionError(`Expression "${text}" can't be read: ${why}.`);
  }
  return converted(parsed as jsep.CoreExpression, text);
}

function converted(node: jsep.CoreExpression, text: string): Expression {
  const inner = (child: unknown) => converted(child as jsep.CoreExpression, text);
  switch (node.type) {
    case "Literal":
      return typeof node.value === "number"
        ? { kind: "number", value: node.value }
        : { kind: "text", value: String(node.value) };
    case "Identifier":
      return { kind: "name", name: node.name };
    case "ArrayExpression":
      return { kind: "list", items: node.elements.map(inner) };
    case "CallExpression":
      if (node.callee.type !== "Identifier") break;
      return { kind: "call", name: String(node.callee.name), args: node.arguments.map(inner) };
    case "UnaryExpression":
      return { kind: "unary", operator: node.operator, operand: inner(node.argument) };
    case "BinaryExpression":
      return {
        kind: "binary",
        operator: node.operator,
        left: inner(node.left),
        right: inner(node.right),
      };
  }
  throw new ExpressionError(`Expression "${text}" can't be read: it has a ${node.type}.`);
}
