import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { buildApp } from "fauxqs";
import { CREDENTIALS, setEnvironment } from "./dynamodb.ts";

/** An S3 engine in memory, of a test's own. */
export interface TestS3 {
  readonly client: S3Client;
  createBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the engine on a free port. Until it stops, the environment leads every S3 client to it.
 * @param intercept answers a request itself, in place of the engine, and says so by returning true
 */
export async function startS3(
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<TestS3> {
  const engine = buildApp({ logger: false });
  engine.addHook("onRequest", async (request, reply) => {
    if (intercept(request.raw, reply.raw)) reply.hijack();
  });
  await engine.listen({ port: 0, host: "127.0.0.1" });
  const { port } = engine.server.address() as AddressInfo;
  const restore = setEnvironment({ ...CREDENTIALS, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` });
  const client = new S3Client({});
  return {
    client,
    async createBucket(Bucket) {
      await client.send(new CreateBucketCommand({ Bucket }));
    },
    async stop() {
      client.destroy();
      restore();
      await engine.close();
    },
  };
}
