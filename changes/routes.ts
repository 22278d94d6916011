import type { DeclaredResource } from "../local/program/declared.ts";
import { ofType, textOf } from "../rules/values.ts";
import { functionLabel } from "./labels.ts";

/** A way in. */
export interface Route {
  /** `GET /orders/{id}`, or `Function URL orders`. */
  readonly key: string;
  /** Logical name of the function that answers, or the integration's URI. */
  readonly target: string;
  /** `NONE` where everybody may come. */
  readonly authorization: string;
}

/** Every way in: the APIs' routes and the public URLs of functions. */
export function routesOf(resources: readonly DeclaredResource[]): Route[] {
  const integrations = new Map(
    resources
      .filter(({ type }) => type === "aws:apigatewayv2/integration:Integration")
      .map((each) => [each.id, each]),
  );
  const routes = ofType(resources, "aws:apigatewayv2/route:Route").map(({ inputs }) => {
    const id = (textOf(inputs.target) ?? "").replace("integrations/", "");
    return {
      key: String(inputs.routeKey),
      target: functionLabel(resources, textOf(integrations.get(id)?.inputs.integrationUri) ?? id),
      authorization: textOf(inputs.authorizationType) ?? "NONE",
    };
  });
  const urls = ofType(resources, "aws:lambda/functionUrl:FunctionUrl").map(({ name, inputs }) => ({
    key: `Function URL ${name}`,
    target: functionLabel(resources, String(inputs.functionName)),
    authorization: String(inputs.authorizationType),
  }));
  return [...routes, ...urls];
}
