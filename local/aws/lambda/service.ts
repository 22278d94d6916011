import { accountId } from "../../arn.ts";
import { type FunctionReference, functionArn } from "../../lambda/function-name.ts";
import { InvocationRefused, type Invoke } from "../../lambda/invocation.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../../program/declared.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../credentials.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { restJson } from "../protocols/rest-json.ts";
import { type AccessRequest, type AwsService, standardSignatureRules } from "../service.ts";
import { functionCode, functionConfiguration } from "./function-configuration.ts";
import { type InvocationRequest, invocationRequest } from "./invocation-request.ts";
import { invocationResponse, refusalStatus } from "./invocation-response.ts";
import { namedFunction } from "./named-function.ts";
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
    const target = namedFunction(route.functionName, request);
    return [{ action: this.action(request), resource: functionArn(target, request.region) }];
  }

  async handle(request: AwsRequest, caller: Caller): Promise<AwsResponse> {
    const { region } = request;
    const route = routeOf(request);
    if (route.operation === "ListFunctions") {
      return json({ Functions: this.#functions().map((each) => functionConfiguration(each, region)) });
    }
    const target = namedFunction(route.functionName, request);
    if (!this.#isHere(target, region, caller)) throw notFound(target, region);
    switch (route.operation) {
      case "Invoke":
        return this.#invoke(target, invocationRequest(target, request));
      case "GetFunctionConfiguration":
        return json(functionConfiguration(this.#find(target, region), region));
      case "GetFunction": {
        const found = this.#find(target, region);
        return json({ Configuration: functionConfiguration(found, region), Code: functionCode(found) });
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

  async #invoke(
    target: FunctionReference,
    { invocationType, logTail, ...invocation }: InvocationRequest,
  ): Promise<AwsResponse> {
    if (invocationType === "DryRun") {
      this.#find(target, this.#options.program()?.region ?? "");
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

  /**
   * Whether the program can have the function: what a role is allowed elsewhere is not allowed here. The operator, whom
   * no policy limits, finds a function that it names without a region wherever its tools are set to.
   */
  #isHere(target: FunctionReference, signedRegion: string, { role }: Caller): boolean {
    const here = this.#options.program()?.region;
    const region = target.region ?? (role ? signedRegion : here);
    return region === here && (target.accountId ?? accountId) === accountId;
  }

  #find(target: FunctionReference, region: string): DeclaredResource {
    const found = this.#functions().find(
      (declared) => (declared.outputs.name ?? declared.inputs.name) === target.name,
    );
    if (found) return found;
    throw notFound({ name: target.name }, region);
  }
}

function notFound(target: FunctionReference, region: string): AwsError {
  const message = `Function not found: ${functionArn(target, region)}`;
  return new AwsError("ResourceNotFoundException", 404, message);
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
