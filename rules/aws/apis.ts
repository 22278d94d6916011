import { type Problem, type Resource, type Rule, resourceRule, stackRule } from "../rule.ts";
import { listOf, numberOf, ofType, recordOf, textOf } from "../values.ts";

const QUOTAS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html";
const REFERENCE = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference";
const ROUTE = "aws:apigatewayv2/route:Route";
const INTEGRATION = "aws:apigatewayv2/integration:Integration";

/** Routes and stages can be raised by a request, integrations not. */
const PER_API = [
  { id: "api-routes", what: "routes", type: ROUTE, limit: 300 },
  { id: "api-integrations", what: "integrations", type: INTEGRATION, limit: 300 },
  { id: "api-stages", what: "stages", type: "aws:apigatewayv2/stage:Stage", limit: 10 },
] as const;

const TEMPLATE_BYTES = 3_072;
const ROUTE_KEY = /^(\$default|(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S*)$/;

export const apiRules: readonly Rule[] = [
  ...PER_API.map(({ id, what, type, limit }) =>
    stackRule({
      id,
      sentence: `An API has at most ${limit} ${what}.`,
      source: QUOTAS,
      problems: (resources) =>
        groupsOf(ofType(resources, type), ({ inputs }) => textOf(inputs.apiId)).flatMap((same): Problem[] => {
          const resource = same.at(-1);
          if (resource === undefined || same.length <= limit) return [];
          return [{ resource, what: `is one of ${same.length} ${what} of its API. Use at most ${limit}.` }];
        }),
    }),
  ),
  stackRule({
    id: "api-route-unique",
    sentence: "An API has one route for each route key.",
    source: `${REFERENCE}/apis-apiid-routes.html`,
    problems: (resources) =>
      groupsOf(
        ofType(resources, ROUTE),
        ({ inputs }) => `${textOf(inputs.apiId)} ${textOf(inputs.routeKey)}`,
      ).flatMap(([, ...others]) =>
        others.map((resource) => ({
          resource,
          what: `repeats the route key "${resource.inputs.routeKey}".`,
        })),
      ),
  }),
  resourceRule({
    id: "api-route-key",
    sentence: 'A route key is a method and a path, "GET /orders/{id}", or "$default".',
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
    types: [ROUTE],
    problems({ inputs }) {
      const key = textOf(inputs.routeKey);
      if (key === undefined || ROUTE_KEY.test(key)) return [];
      return [`has the route key "${key}". Use a method and a path such as "GET /orders/{id}".`];
    },
  }),
  resourceRule({
    id: "api-integration-timeout",
    sentence: "An HTTP API waits for an integration from 50 ms to 30 s.",
    source: `${REFERENCE}/apis-apiid-integrations.html`,
    types: [INTEGRATION],
    problems({ inputs }) {
      const timeout = numberOf(inputs.timeoutMilliseconds);
      if (timeout === undefined || (timeout >= 50 && timeout <= 30_000)) return [];
      return [`waits ${timeout} ms. Use 50 to 30000.`];
    },
  }),
  resourceRule({
    id: "api-access-log-format",
    sentence: `The template of an access log has at most ${TEMPLATE_BYTES} bytes, on one line.`,
    source: QUOTAS,
    types: ["aws:apigatewayv2/stage:Stage"],
    problems({ inputs }) {
      const format = textOf(recordOf(inputs.accessLogSettings).format) ?? "";
      const bytes = Buffer.byteLength(format);
      return [
        ...(bytes > TEMPLATE_BYTES
          ? [`has an access log format of ${bytes} bytes. Use at most ${TEMPLATE_BYTES}.`]
          : []),
        ...(format.includes("\n") ? ["has an access log format of several lines. Use one."] : []),
      ];
    },
  }),
  resourceRule({
    id: "api-cors",
    sentence: 'An API that allows credentials names its origins: "*" is refused with them.',
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
    types: ["aws:apigatewayv2/api:Api"],
    problems({ inputs }) {
      const { allowCredentials, allowOrigins } = recordOf(inputs.corsConfiguration);
      if (allowCredentials !== true || !listOf(allowOrigins).includes("*")) return [];
      return ['allows credentials from every origin, "*". Name the origins.'];
    },
  }),
];

/** Resources by a key. Those of unknown APIs make one group: a stack has few, and mostly one. */
function groupsOf(
  resources: readonly Resource[],
  key: (resource: Resource) => string | undefined,
): Resource[][] {
  return Object.values(Object.groupBy(resources, (each) => key(each) ?? "unknown")).map(
    (group = []) => group,
  );
}
