import type { DeclaredCors } from "./declared-resources.ts";
import type { CorsConfiguration } from "./definition.ts";

export function corsConfiguration(declared: DeclaredCors | null | undefined): CorsConfiguration | undefined {
  if (!declared) return undefined;
  const { maxAge, ...rest } = declared;
  return {
    allowOrigins: rest.allowOrigins,
    allowMethods: rest.allowMethods,
    allowHeaders: rest.allowHeaders,
    exposeHeaders: rest.exposeHeaders,
    allowCredentials: rest.allowCredentials,
    ...(typeof maxAge === "number" && { maxAge }),
  };
}
