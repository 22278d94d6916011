/**
 * The parts of an invocation's event that dispatch reads. All are optional: a direct invocation may send anything.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface FunctionEvent {
  readonly routeKey?: string;
  readonly rawPath?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly requestId?: string;
    readonly stage?: string;
    readonly domainName?: string;
    readonly http?: { readonly method?: string; readonly path?: string };
  };
}

/** The parts of Lambda's context that are read. */
export interface FunctionContext {
  readonly awsRequestId: string;
}

/** A payload 2.0 answer. */
export interface FunctionAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}
