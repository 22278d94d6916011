import * as v from "valibot";

const Operation = v.object({
  summary: v.optional(v.string()),
  requestBody: v.optional(
    v.object({ content: v.record(v.string(), v.object({ example: v.optional(v.unknown()) })) }),
  ),
  parameters: v.optional(
    v.array(
      v.object({
        name: v.optional(v.string()),
        in: v.optional(v.string()),
        example: v.optional(v.unknown()),
      }),
    ),
  ),
});

const Description = v.object({ paths: v.record(v.string(), v.record(v.string(), v.unknown())) });

/** A request to begin with. */
export interface ExampleRequest {
  readonly summary?: string;
  readonly body?: string;
  /** By name. */
  readonly path: Readonly<Record<string, string>>;
}

const NOTHING: ExampleRequest = { path: {} };

/**
 * The examples that an OpenAPI description has, by route key.
 * @param description undefined where the project has none
 */
export function exampleRequests(description: unknown): (routeKey: string) => ExampleRequest {
  const parsed = v.safeParse(Description, description);
  if (!parsed.success) return () => NOTHING;
  const { paths } = parsed.output;
  return (routeKey) => {
    const [method = "", path = ""] = routeKey.split(" ");
    const operation = v.safeParse(Operation, paths[path]?.[method.toLowerCase()]);
    return operation.success ? exampleOf(operation.output) : NOTHING;
  };
}

function exampleOf({
  summary,
  requestBody,
  parameters = [],
}: v.InferOutput<typeof Operation>): ExampleRequest {
  const [content] = Object.values(requestBody?.content ?? {});
  const path = parameters.flatMap(({ name, in: place, example }) =>
    place === "path" && name !== undefined && example !== undefined ? [[name, String(example)] as const] : [],
  );
  return {
    path: Object.fromEntries(path),
    ...(summary !== undefined && { summary }),
    ...(content?.example !== undefined && { body: JSON.stringify(content.example, null, 2) }),
  };
}
