import type { APIGatewayProxyEventV2 } from "aws-lambda";

/**
 * API Gateway's payload format 2.0, between HTTP and a Lambda handler.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export type HttpApiEvent = APIGatewayProxyEventV2;
