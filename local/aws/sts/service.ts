import { accountId } from "../../arn.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../credentials.ts";
import type { AwsRequest, AwsResponse } from "../http-message.ts";
import { awsQuery } from "../protocols/query.ts";
import { escapeXml } from "../protocols/xml.ts";
import { type AwsService, standardSignatureRules } from "../service.ts";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/** AWS STS: GetCallerIdentity, which needs no permission. */
export class StsService implements AwsService {
  readonly signingNames = ["sts"];
  readonly protocol = awsQuery(namespace);
  readonly signatureRules = standardSignatureRules;
  readonly maxBodyBytes = 1 << 20;

  action(request: AwsRequest): string {
    return `sts:${operationOf(request)}`;
  }

  authorize(): readonly [] {
    return [];
  }

  async handle(request: AwsRequest, caller: Caller): Promise<AwsResponse> {
    const operation = operationOf(request);
    if (operation !== "GetCallerIdentity") {
      throw new AwsError(
        "InvalidAction",
        400,
        `Could not find operation ${operation} for version 2011-06-15`,
      );
    }
    return {
      status: 200,
      headers: { "content-type": "text/xml" },
      body: identity(caller, request.requestId),
    };
  }
}

/** The form parameter Action, in the body of a POST or in the query string of a GET. */
function operationOf({ body, query }: AwsRequest): string {
  return new URLSearchParams(body.toString()).get("Action") ?? String(query.Action ?? "");
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function identity({ arn, userId }: Caller, requestId: string): string {
  const result = `<Arn>${escapeXml(arn)}</Arn><UserId>${escapeXml(userId)}</UserId><Account>${accountId}</Account>`;
  return (
    `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>${result}</GetCallerIdentityResult>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`
  );
}
