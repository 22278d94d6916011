import { InvocationRefused, type Invoke } from "../../lambda/invocation.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../../program/declared.ts";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { restJson } from "../protocols/rest-json.ts";
import { type AccessRequest, type AwsService, standardSignatureRules } from "../service.ts";
import { functionCode, functionConfiguration } from "./function-configuration.ts";
import { functionArn, parseFunctionName } from "./function-name.ts";
import { type InvocationRequest, invocationRequest } from "./invocation-request.ts";
import { invocationResponse, refusalStatus } from "./invocation-response.ts";
import { type LambdaRoute, lambdaRoute } from "./route.ts";

export interface LambdaServiceOptions {
  readonly invoke: Invoke;
  /** The program as it is declared at the moment; undefined before the first evaluation. */
  readonly program: () => DeclaredProgram | undefined;
}

/** Lambda's API: invocations, and reading what is declared. */
export class LambdaService implements AwsService {
  readonly signingNames = ["lambda"];
  readonly protocol = restJson;
  readonly signatureRules = standardSignatureRules;
  /** 6 MB for an invocation's payload, with room for the Lambda side to word the refusal of a longer one. */
  readonly maxBodyBytes = 8 * 1024 * 1024;
  readonly #options: LambdaServiceOptions;

  constructor(options: LambdaServiceOptions) {
    this.#options = options;
  }

  action({ method, path }: AwsRequest): string {
    const operation = lambdaRoute(method, path)?.operation ?? "Unknown";
    return `lambda:${operation === "Invoke" ? "InvokeFunction" : operation}`;
  }

  authorize(request: AwsRequest): readonly AccessRequest[] {
    const route = routeOf(request);
    if (route.operation === "ListFunctions") return [{ action: this.action(request), resource: "*" }];
    const named = parseFunctionName(route.functionName);
    const { Qualifier: qualifier } = request.query;
    const target = typeof qualifier === "string" ? { ...named, qualifier } : named;
    return [{ action: this.action(request), resource: functionArn(request.region, target) }];
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const route = routeOf(request);
    switch (route.operation) {
      case "Invoke":
        return this.#invoke(invocationRequest(route.functionName, request));
      case "ListFunctions":
        return json({
          Functions: this.#functions().map((each) => functionConfiguration(each, request.region)),
        });
      case "GetFunctionConfiguration":
        return json(functionConfiguration(this.#find(route.functionName, request.region), request.region));
      case "GetFunction": {
        const found = this.#find(route.functionName, request.region);
        return json({
          Configuration: functionConfiguration(found, request.region),
          Code: functionCode(found),
        });
      }
    }
  }

  /**
   * Without a signature, as the runtime interface emulator of AWS's base images takes invocations, so that a plain curl
   * works. https://docs.aws.amazon.com/lambda/latest/dg/images-test.html
   */
  acceptsUnsigned(method: string, path: string): boolean {
    return lambdaRoute(method, path)?.operation === "Invoke";
  }

  async #invoke({ invocationType, logTail, ...invocation }: InvocationRequest): Promise<AwsResponse> {
    if (invocationType === "DryRun") {
      this.#find(invocation.functionName, this.#options.program()?.region ?? "");
      return { status: 204, headers: {}, body: "" };
    }
    try {
      const result = await this.#options.invoke({ ...invocation, invocationType });
      return invocationResponse(result, invocationType, logTail);
    } catch (error) {
      if (!(error instanceof InvocationRefused)) throw error;
      throw new AwsError(error.code, refusalStatus[error.code], error.message);
    }
  }

  #functions(): DeclaredResource[] {
    const program = this.#options.program();
    return program ? ofType(program, "aws:lambda/function:Function") : [];
  }

  #find(functionName: string, region: string): DeclaredResource {
    const { name } = parseFunctionName(functionName);
    const found = this.#functions().find(
      (declared) => (declared.outputs.name ?? declared.inputs.name) === name,
    );
    if (found) return found;
    const arn = functionArn(region, { name });
    throw new AwsError("ResourceNotFoundException", 404, `Function not found: ${arn}`);
  }
}

/** @throws AwsError for an operation that is not emulated */
function routeOf({ method, path }: AwsRequest): LambdaRoute {
  const route = lambdaRoute(method, path);
  if (route) return route;
  throw new AwsError("UnknownOperationException", 404, `The local cloud's Lambda has no ${method} ${path}.`);
}

function json(value: object): AwsResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
