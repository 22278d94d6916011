import { AwsError } from "../aws-error.ts";

/** A parameter's value, or what lies below its name. */
type Node = string | Map<string, Node>;

const MAX_DEPTH = 16;

/**
 * The structure that awsQuery flattens into parameters: `Dimensions.member.1.Name=Stage` is a list of one structure.
 * Values stay texts. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @throws AwsError for names that contradict one another
 */
export function queryParameters(form: URLSearchParams): unknown {
  const root = new Map<string, Node>();
  for (const [name, value] of form) insert(root, name.split("."), value);
  return plain(root);
}

function insert(root: Map<string, Node>, path: readonly string[], value: string): void {
  if (path.length > MAX_DEPTH) throw malformed(path);
  let node = root;
  for (const step of path.slice(0, -1)) {
    const child = node.get(step) ?? new Map<string, Node>();
    if (typeof child === "string") throw malformed(path);
    node.set(step, child);
    node = child;
  }
  node.set(path.at(-1) ?? "", value);
}

function plain(node: Node): unknown {
  if (typeof node === "string") return node;
  const items = node.size === 1 ? (node.get("member") ?? node.get("entry")) : undefined;
  if (items instanceof Map) {
    const inOrder = [...items].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
    return node.has("member") ? inOrder.map(plain) : Object.fromEntries(inOrder.map(mapEntry));
  }
  return Object.fromEntries([...node].map(([name, child]) => [name, plain(child)]));
}

/** Maps are written as `entry.1.key` and `entry.1.value`, in SNS with capitals. */
function mapEntry(entry: Node): [string, unknown] {
  if (typeof entry === "string") return [entry, ""];
  const key = entry.get("key") ?? entry.get("Name");
  const value = entry.get("value") ?? entry.get("Value");
  return [typeof key === "string" ? key : "", value === undefined ? undefined : plain(value)];
}

function malformed(path: readonly string[]): AwsError {
  return new AwsError(
    "MalformedQueryString",
    400,
    `The parameter ${path.slice(0, MAX_DEPTH).join(".")} is malformed.`,
  );
}
