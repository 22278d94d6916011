import type { IncomingHttpHeaders } from "node:http";
import { urlToHttpOptions } from "node:url";
import { Agent, httpRequest } from "../../../payload/node-http.ts";
import type { DynamoDbEngine } from "./engine.ts";

export interface EngineResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An error that the engine answered. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The connection to the engine broke: nobody knows whether the call was carried out. */
export class EngineUnreachable extends Error {
  override readonly name = "EngineUnreachable";
}

/** Engines want a signature to be there, and check none: the endpoint has done so. DynamoDB Local keys data by it. */
const authorization =
  "AWS4-HMAC-SHA256 Credential=lambdock/20000101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none";

/** Speaks DynamoDB's protocol to the engine, over connections that are kept. */
export class EngineClient {
  readonly #engine: DynamoDbEngine;
  /** Its address, which stays, taken apart once and not for each call. */
  readonly #address: ReturnType<typeof urlToHttpOptions>;
  // An idle connection is dropped before the engine might drop it.
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: "lifo", timeout: 10_000 });

  constructor(engine: DynamoDbEngine) {
    this.#engine = engine;
    this.#address = urlToHttpOptions(new URL(engine.url));
  }

  /**
   * @param target the value of X-Amz-Target
   * @throws EngineUnreachable
   */
  async send(target: string, body: Buffer | string): Promise<EngineResponse> {
    try {
      return await this.#post(target, body);
    } catch (error) {
      // Refused: the engine has not seen the call, and is on its way up again.
      if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw unreachable(error);
    }
    await this.#engine.ready().catch((error: unknown) => {
      throw unreachable(error);
    });
    return this.#post(target, body).catch((error: unknown) => {
      throw unreachable(error);
    });
  }

  /** One operation of DynamoDB itself. @throws EngineError, EngineUnreachable */
  async call(operation: string, input: object): Promise<Readonly<Record<string, unknown>>> {
    const { status, body } = await this.send(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
    const output: unknown = JSON.parse(body.toString());
    if (status === 200) return isRecord(output) ? output : {};
    const { code, message } = errorOf(output);
    throw new EngineError(code, message);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(target: string, body: Buffer | string): Promise<EngineResponse> {
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest({
        ...this.#address,
        method: "POST",
        agent: this.#agent,
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "content-length": Buffer.byteLength(body),
          "x-amz-target": target,
          "x-amz-date": "20000101T000000Z",
          authorization,
        },
      });
      outgoing.once("error", reject);
      outgoing.once("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () =>
          resolve({
            status: response.statusCode ?? 500,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      });
      outgoing.end(body);
    });
  }
}

/** The code and the message in an error's body. */
export function errorOf(output: unknown): { code: string; message: string } {
  const { __type = "InternalFailure", message, Message } = isRecord(output) ? output : {};
  const code = String(__type);
  return { code: code.slice(code.indexOf("#") + 1), message: String(message ?? Message ?? "") };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function unreachable(error: unknown): EngineUnreachable {
  return new EngineUnreachable(error instanceof Error ? error.message : String(error));
}
