import type { RouteLine } from "../../overview/route-line.ts";

/** What the try-it form holds. */
export interface TryForm {
  readonly method: string;
  /** With the values of its variable parts, and a query string. */
  readonly path: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly body: string;
}

const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

/** A form filled in with what the route's example has. */
export function formFor({ routeKey, path: examples, body }: RouteLine): TryForm {
  const [given = "GET", template = "/"] = routeKey === "$default" ? ["ANY", "/"] : routeKey.split(" ");
  const method = given === "ANY" ? "GET" : given;
  const path = template.replace(/\{([^}+]+)\+?\}/g, (_, name: string) =>
    encodeURIComponent(examples[name] ?? name),
  );
  const hasBody = WITH_BODY.has(method);
  return {
    method,
    path,
    headers: hasBody ? "content-type: application/json" : "",
    body: hasBody ? (body ?? "{}") : "",
  };
}

/** @throws Error naming the line that is no header */
export function headersOf(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`"${line}" is no header: write name: value.`);
      return [name, value];
    }),
  );
}

/** JSON with line breaks; anything else as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
