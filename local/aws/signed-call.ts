import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "./sha256.ts";

/** A POST to an AWS service. */
export interface SignedCall {
  /** URL of the AWS endpoint. */
  readonly endpoint: string;
  readonly region: string;
  /** The signing name: `dynamodb`, `lambda`, … */
  readonly service: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Default: `/`. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal;
}

/** Calls the endpoint once and without retries, like every client: what befalls calls befalls this one. */
export async function callSigned(call: SignedCall): Promise<Response> {
  const { endpoint, region, service, credentials, path = "/", signal } = call;
  const { hostname, port, host } = new URL(endpoint);
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const { headers, body } = await signer.sign(
    new HttpRequest({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path,
      headers: { host, ...call.headers },
      body: call.body,
    }),
  );
  return fetch(`${endpoint}${path}`, { method: "POST", headers, body, ...(signal && { signal }) });
}
