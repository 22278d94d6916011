import { ExpressionError } from "../expressions/expression.ts";

/** Reads one value of a parsed log line; undefined where there is none. */
export type Selector = (json: unknown) => unknown;

const STEP = /\.([A-Za-z_@][\w@-]*)|\.?\["([^"]+)"\]|\.?\['([^']+)'\]|\[(\d+)\]/y;

/** `$.a.b[0]` or `$.["a b"]`. @throws ExpressionError for another form, wildcards among them */
export function jsonSelector(selector: string): Selector {
  const steps: (string | number)[] = [];
  for (let position = 1; position < selector.length; ) {
    STEP.lastIndex = position;
    const match = STEP.exec(selector);
    if (!match)
      throw new ExpressionError(`Selector "${selector}" is not supported: use $.name, $.["name"] and [0].`);
    const [text, plain, double, single, index] = match;
    steps.push(index === undefined ? String(plain ?? double ?? single) : Number(index));
    position += text.length;
  }
  return (json) => steps.reduce<unknown>(child, json);
}

function child(parent: unknown, step: string | number): unknown {
  if (typeof parent !== "object" || parent === null || !Object.hasOwn(parent, step)) return undefined;
  return Reflect.get(parent, step);
}
