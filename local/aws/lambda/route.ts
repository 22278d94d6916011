/** An operation of Lambda's API that is emulated. */
export type LambdaRoute =
  | { readonly operation: "ListFunctions" }
  | {
      readonly operation: "Invoke" | "GetFunction" | "GetFunctionConfiguration";
      /** As the caller names the function. */
      readonly functionName: string;
    };

const functionsPath = /^\/2015-03-31\/functions\/?$/;
const functionPath = /^\/2015-03-31\/functions\/([^/]+)(?:\/([^/]+))?\/?$/;

const operations: ReadonlyMap<string, "Invoke" | "GetFunction" | "GetFunctionConfiguration"> = new Map([
  ["POST invocations", "Invoke"],
  ["GET ", "GetFunction"],
  ["GET configuration", "GetFunctionConfiguration"],
]);

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html. @returns undefined for any other operation */
export function lambdaRoute(method: string, path: string): LambdaRoute | undefined {
  if (functionsPath.test(path)) return method === "GET" ? { operation: "ListFunctions" } : undefined;
  const [, name, part = ""] = functionPath.exec(path) ?? [];
  const operation = operations.get(`${method} ${part}`);
  const functionName = name === undefined ? undefined : decode(name);
  return operation && functionName !== undefined ? { operation, functionName } : undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
