import { safeParse } from "valibot";
import type { AnswerMetrics } from "./answer-metrics.ts";
import { parseBody } from "./body.ts";
import { compileCache } from "./compile-cache.ts";
import type { Contract, RouteContract, RouteFunctions } from "./contract.ts";
import { encode } from "./encode.ts";
import type { FunctionAnswer, FunctionContext, FunctionEvent } from "./event.ts";
import { logger } from "./logger.ts";
import { observe } from "./observation.ts";
import { UNROUTED } from "./observed.ts";
import type { ErrorAnswer, ErrorAnswers, Problem } from "./problem.ts";
import { type Dispatch, pathOf, router } from "./routing.ts";

type Handler = (event: FunctionEvent, context: FunctionContext) => Promise<FunctionAnswer>;
type AnyRouteFunction = (request: unknown) => ErrorAnswer | Promise<ErrorAnswer>;

/** A request that does not meet its contract, on its way to the service's own error shape. */
class ContractViolation extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Makes a Lambda handler of a contract and a function for each of its routes.
 * Whatever happens, the caller gets an answer in the service's own words: the handler never rejects.
 * Every request is told of in a log line, in metrics and in its trace.
 *
 * @param metrics what the business counts of the answers. Default: nothing.
 */
export function serve<C extends Contract>(
  contract: C,
  functions: RouteFunctions<C>,
  errors: ErrorAnswers,
  metrics: AnswerMetrics<C> = {},
): Handler {
  const find = router(contract);
  const cache = compileCache();
  if (cache !== undefined) logger.info("Cold start.", { compile_cache: cache });

  async function answer(event: FunctionEvent, dispatch: Dispatch): Promise<ErrorAnswer> {
    if (dispatch.routeKey === undefined) {
      const method = event.requestContext?.http?.method ?? "";
      const { reason, allow } = dispatch;
      return errors.unrouted({ method, path: pathOf(event), reason, allow });
    }
    const route = contract.routes[dispatch.routeKey] as RouteContract;
    const run = functions[dispatch.routeKey as keyof C["routes"]] as AnyRouteFunction;
    return run({
      path: checkedPath(dispatch.routeKey, dispatch.path),
      query: checked(route, "query", event.queryStringParameters ?? {}),
      headers: checked(route, "headers", lowerCased(event.headers)),
      body: route.body === undefined ? undefined : checkedBody(route, event),
    });
  }

  return async (given, context) => {
    const event = given ?? {};
    const tell = observe(context?.awsRequestId, metrics as AnswerMetrics);
    let route: string = UNROUTED;
    let answered: ErrorAnswer;
    let encoded: FunctionAnswer;
    try {
      const dispatch = find(event);
      route = dispatch.routeKey ?? UNROUTED;
      answered = await answer(event, dispatch);
      encoded = encode(answered);
    } catch (error) {
      answered = refuse(error, errors, context);
      encoded = encode(answered);
    }
    await tell(route, answered);
    return encoded;
  };
}

function refuse(error: unknown, errors: ErrorAnswers, context: FunctionContext): ErrorAnswer {
  if (error instanceof ContractViolation) return errors.invalid(error.problem);
  const known = errors.known?.(error);
  if (known === undefined || known.status >= 500) {
    logger.error("The request failed.", { error: error as Error, request_id: context?.awsRequestId });
  }
  return known ?? errors.unexpected();
}

function checkedPath(routeKey: string, parameters: Readonly<Record<string, string>>): Record<string, string> {
  const names = [...routeKey.matchAll(/\{([^}+]+)\+?\}/g)].map((match) => match[1] ?? "");
  const absent = names.find((name) => !parameters[name]);
  if (absent !== undefined) throw new ContractViolation({ kind: "path", parameter: absent });
  return { ...parameters };
}

function checked(route: RouteContract, place: "query" | "headers" | "body", value: unknown): unknown {
  const schema = route[place];
  if (schema === undefined) return undefined;
  const result = safeParse(schema, value, { abortPipeEarly: true });
  if (!result.success) throw new ContractViolation({ kind: "schema", in: place, issues: result.issues });
  return result.output;
}

function checkedBody(route: RouteContract, event: FunctionEvent): unknown {
  const parsed = parseBody(event);
  if ("problem" in parsed) throw new ContractViolation(parsed.problem);
  return checked(route, "body", parsed.value);
}

function lowerCased(headers: FunctionEvent["headers"]): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
