/** A value as DynamoDB's API has it: its type, then the value. */
type Typed = Readonly<Record<string, unknown>>;

/**
 * A value as people write it; numbers stay texts where JavaScript would round them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
function plainValue(typed: unknown): unknown {
  const [[type, value] = ["NULL", true]] = Object.entries((typed ?? {}) as Typed);
  switch (type) {
    case "N":
      return String(Number(value)) === value ? Number(value) : value;
    case "NULL":
      return null;
    case "M":
      return plainItem(value as Typed);
    case "L":
      return (value as readonly unknown[]).map(plainValue);
    case "NS":
      return (value as readonly string[]).map((number) => plainValue({ N: number }));
    case "B":
      return `(base64) ${value}`;
    default:
      return value;
  }
}

export function plainItem(item: Typed): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, typed]) => [name, plainValue(typed)]));
}
