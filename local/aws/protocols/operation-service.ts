import * as v from "valibot";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import type { RequestHead } from "../http-request.ts";
import { type AccessRequest, type AwsService, standardSignatureRules } from "../service.ts";
import type { AwsProtocol } from "./protocol.ts";
import type { Wire } from "./wire.ts";

/** Where a call was sent. */
export interface CallContext {
  readonly region: string;
}

/** One operation of an AWS service. */
export interface Operation {
  /** ARN that IAM decides about, `*` where the operation knows none. @throws AwsError */
  resource(input: unknown, context: CallContext): string;
  /** @returns the output: plain values, Date for timestamps. @throws AwsError */
  run(input: unknown, context: CallContext): object;
}

export type Operations = ReadonlyMap<string, Operation>;

/**
 * An operation whose input is checked first.
 * @param invalid the service's code for an input that is not of the operation's form
 */
export function operation<S extends v.GenericSchema>(
  invalid: string,
  schema: S,
  run: (input: v.InferOutput<S>, context: CallContext) => object,
  resource: (input: v.InferOutput<S>, context: CallContext) => string = () => "*",
): Operation {
  const checked = (input: unknown): v.InferOutput<S> => {
    const result = v.safeParse(schema, input);
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw new AwsError(invalid, 400, `${v.getDotPath(issue) ?? "The input"}: ${issue.message}`);
  };
  return {
    resource: (input, context) => resource(checked(input), context),
    run: (input, context) => run(checked(input), context),
  };
}

export interface OperationServiceOptions {
  readonly signingName: string;
  /** Of IAM actions: `logs` in `logs:FilterLogEvents`. */
  readonly actionPrefix: string;
  /** How a request has come; a service may speak several protocols. */
  readonly wireOf: (head: Pick<AwsRequest, "headers">) => Wire;
  readonly operations: Operations;
}

/** An AWS service that is a table of operations. */
export class OperationService implements AwsService {
  readonly signingNames: readonly string[];
  readonly protocol: AwsProtocol;
  readonly signatureRules = standardSignatureRules;
  readonly maxBodyBytes = 1 << 20;
  readonly #options: OperationServiceOptions;

  constructor(options: OperationServiceOptions) {
    this.#options = options;
    this.signingNames = [options.signingName];
    this.protocol = options.wireOf({ headers: {} }).protocol;
  }

  protocolOf(head: RequestHead): AwsProtocol {
    return this.#options.wireOf(head).protocol;
  }

  action(request: AwsRequest): string {
    return `${this.#options.actionPrefix}:${this.#options.wireOf(request).operation(request)}`;
  }

  authorize(request: AwsRequest): readonly AccessRequest[] {
    const wire = this.#options.wireOf(request);
    const resource = this.#operation(wire.operation(request)).resource(wire.input(request), request);
    return [{ action: this.action(request), resource }];
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const wire = this.#options.wireOf(request);
    try {
      const name = wire.operation(request);
      const output = this.#operation(name).run(wire.input(request), request);
      return wire.answer(name, output, request.requestId);
    } catch (error) {
      if (error instanceof AwsError) return wire.protocol.errorResponse(error, request.requestId);
      throw error;
    }
  }

  #operation(name: string): Operation {
    const { operations, actionPrefix } = this.#options;
    const found = operations.get(name);
    if (found) return found;
    const known = [...operations.keys()].join(", ");
    throw new AwsError(
      "UnknownOperationException",
      400,
      `The local cloud's ${actionPrefix} has no operation "${name}". It has ${known}.`,
    );
  }
}
