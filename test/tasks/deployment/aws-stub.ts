import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setEnvironment } from "../../support/dynamodb.ts";

/** What AWS answers: a body, or the name of an error. */
export type AwsAnswer = Readonly<Record<string, unknown>> | string;

/** A question to Lambda's GetFunction (`function:version`) or to an action of ECR. */
export type AwsAnswers = (action: string, input: Readonly<Record<string, unknown>>) => AwsAnswer;

export interface AwsStub {
  /** ECR's actions that change something, with what they were told. */
  readonly changes: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  stop(): void;
}

/** Lambda and ECR as far as marking images asks them. Until it stops, the environment leads every SDK client to it. */
export async function startAwsStub(answers: AwsAnswers): Promise<AwsStub> {
  const changes: [string, Readonly<Record<string, unknown>>][] = [];
  const server = createServer(async (request, response) => {
    const [action, input] = await questionOf(request);
    if (/^(Put|BatchDelete)/.test(action)) changes.push([action, input]);
    const answer = answers(action, input);
    if (typeof answer !== "string") return response.end(JSON.stringify(answer));
    response.writeHead(400, { "x-amzn-errortype": answer }).end(JSON.stringify({ message: `${answer}.` }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const restore = setEnvironment({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  });
  return {
    changes,
    stop() {
      restore();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function questionOf(request: IncomingMessage): Promise<[string, Readonly<Record<string, unknown>>]> {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    return [target.split(".").at(-1) ?? "", (await json(request)) as Record<string, unknown>];
  }
  const { pathname, searchParams } = new URL(request.url ?? "", "http://aws.test");
  return [`${pathname.split("/").at(-1)}:${searchParams.get("Qualifier")}`, {}];
}
