import { expect } from "chai";
import {
  AuthenticationError,
  type AuthenticationFailure,
  invalidToken,
  missingSignature,
  signatureMismatch,
  unknownAccessKey,
} from "../../../../local/aws/authentication-error.ts";
import { AwsError } from "../../../../local/aws/aws-error.ts";
import { awsJson } from "../../../../local/aws/protocols/aws-json.ts";
import type { AwsProtocol } from "../../../../local/aws/protocols/protocol.ts";
import { awsQuery } from "../../../../local/aws/protocols/query.ts";
import { restJson } from "../../../../local/aws/protocols/rest-json.ts";
import { restXml } from "../../../../local/aws/protocols/rest-xml.ts";

const failures: Readonly<Record<AuthenticationFailure, AuthenticationError>> = {
  missing: missingSignature(),
  incomplete: new AuthenticationError("incomplete", "A part is missing."),
  "unknown-access-key": unknownAccessKey(),
  "invalid-token": invalidToken(),
  "signature-mismatch": signatureMismatch(),
  "headers-not-signed": new AuthenticationError("headers-not-signed", "A header is not signed."),
  "outside-time-window": new AuthenticationError("outside-time-window", "Signature expired."),
};

/** Code and status of each failure, in the order above. */
const cases: readonly [name: string, protocol: AwsProtocol, expected: string[]][] = [
  [
    "awsJson",
    awsJson("1.0", "ns#"),
    [
      "MissingAuthenticationTokenException 400",
      "IncompleteSignatureException 400",
      "UnrecognizedClientException 400",
      "UnrecognizedClientException 400",
      "InvalidSignatureException 400",
      "InvalidSignatureException 400",
      "InvalidSignatureException 400",
    ],
  ],
  [
    "restJson",
    restJson,
    [
      "MissingAuthenticationTokenException 403",
      "IncompleteSignatureException 403",
      "UnrecognizedClientException 403",
      "UnrecognizedClientException 403",
      "InvalidSignatureException 403",
      "InvalidSignatureException 403",
      "InvalidSignatureException 403",
    ],
  ],
  [
    "awsQuery",
    awsQuery("urn:ns"),
    [
      "MissingAuthenticationToken 403",
      "IncompleteSignature 400",
      "InvalidClientTokenId 403",
      "InvalidClientTokenId 403",
      "SignatureDoesNotMatch 403",
      "SignatureDoesNotMatch 403",
      "SignatureDoesNotMatch 403",
    ],
  ],
  [
    "restXml",
    restXml,
    [
      "AccessDenied 403",
      "AuthorizationHeaderMalformed 400",
      "InvalidAccessKeyId 403",
      "InvalidToken 400",
      "SignatureDoesNotMatch 403",
      "AccessDenied 403",
      "RequestTimeTooSkewed 403",
    ],
  ],
];

describe("Errors in the words of each protocol", () => {
  for (const [name, protocol, expected] of cases) {
    it(`of a signature: ${name}`, () => {
      const errors = Object.values(failures).map((failure) => protocol.authenticationError(failure));
      expect(errors.map(({ code, status }) => `${code} ${status}`)).to.deep.equal(expected);
    });
  }

  const error = new AwsError("NoSuchThing", 404, 'No "a" & <b>.', { "retry-after": "1" });
  const bodies: readonly [name: string, protocol: AwsProtocol, body: string, type: string][] = [
    [
      "awsJson",
      awsJson("1.1", "ns#"),
      '{"__type":"ns#NoSuchThing","message":"No \\"a\\" & <b>."}',
      "application/x-amz-json-1.1",
    ],
    ["restJson", restJson, '{"Type":"User","Message":"No \\"a\\" & <b>."}', "application/json"],
    [
      "awsQuery",
      awsQuery("urn:ns"),
      '<ErrorResponse xmlns="urn:ns"><Error><Type>Sender</Type><Code>NoSuchThing</Code>' +
        "<Message>No &quot;a&quot; &amp; &lt;b&gt;.</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
      "text/xml",
    ],
    [
      "restXml",
      restXml,
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchThing</Code>' +
        "<Message>No &quot;a&quot; &amp; &lt;b&gt;.</Message><RequestId>r-1</RequestId></Error>",
      "application/xml",
    ],
  ];
  for (const [name, protocol, body, type] of bodies) {
    it(`of a service: ${name}`, () => {
      const response = protocol.errorResponse(error, "r-1");
      expect(response).to.include({ status: 404, body });
      expect(response.headers).to.include({ "content-type": type, "retry-after": "1" });
      expect(response.error).to.deep.equal({ code: "NoSuchThing", message: 'No "a" & <b>.' });
    });
  }

  it("of a refusal, which DynamoDB writes under a capital letter", () => {
    const json = awsJson("1.0", "ns#");
    const { body } = json.errorResponse(json.accessDenied("User: x"), "r-1");
    expect(body).to.equal('{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: x"}');
  });
});
