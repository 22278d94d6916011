import type { ApiRoute, Routes, StreamRoute } from "./routes.ts";

type Params = Readonly<Record<string, string>>;

/** What a path leads to. */
export type Match =
  | { readonly kind: "answer"; readonly route: ApiRoute; readonly params: Params }
  | { readonly kind: "stream"; readonly route: StreamRoute; readonly params: Params }
  | { readonly kind: "wrong method"; readonly allow: string }
  | { readonly kind: "none" };

/** Finds the route of a method and a path. */
export function router({ answers, streams }: Routes): (method: string, path: string) => Match {
  const compiled = [
    ...answers.map((route) => ({
      kind: "answer" as const,
      route,
      method: route.method as string,
      matches: pattern(route.path),
    })),
    ...streams.map((route) => ({
      kind: "stream" as const,
      route,
      method: "GET",
      matches: pattern(route.path),
    })),
  ];
  return (method, path) => {
    const candidates = compiled.flatMap((one) => {
      const params = one.matches(path);
      return params ? [{ ...one, params }] : [];
    });
    const found = candidates.find((one) => one.method === method);
    if (found?.kind === "answer") return { kind: "answer", route: found.route, params: found.params };
    if (found?.kind === "stream") return { kind: "stream", route: found.route, params: found.params };
    const [other] = candidates;
    return other ? { kind: "wrong method", allow: other.method } : { kind: "none" };
  };
}

function pattern(path: string): (actual: string) => Params | undefined {
  const expected = path.split("/");
  return (actual) => {
    const parts = actual.split("/").map(decoded);
    if (parts.length !== expected.length) return undefined;
    const params: Record<string, string> = {};
    for (const [index, name] of expected.entries()) {
      const part = parts[index];
      if (name.startsWith(":") && part) params[name.slice(1)] = part;
      else if (name !== part) return undefined;
    }
    return params;
  };
}

/** @returns undefined for what is not well encoded */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
