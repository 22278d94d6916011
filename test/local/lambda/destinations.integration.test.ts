import { expect } from "chai";
import { CredentialStore } from "../../../local/aws/credentials.ts";
import { AwsEndpoint } from "../../../local/aws/endpoint.ts";
import { IamEmulator } from "../../../local/aws/iam/emulator.ts";
import { LambdaService } from "../../../local/aws/lambda/service.ts";
import { callSigned } from "../../../local/aws/signed-call.ts";
import { SnsService } from "../../../local/aws/sns/service.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { systemClock } from "../../../local/telemetry/clock.ts";
import { Topics } from "../../../local/telemetry/notifications/topics.ts";
import { role, roleArn } from "../aws/declare.ts";
import { until } from "../process/alive.ts";
import { arnOf, functionResource, programOf, resource } from "./declare.ts";
import { LocalLambda } from "./local-lambda.ts";

const told = arnOf("told");
const topic = "arn:aws:sns:eu-west-1:000000000000:alerts";
const queue = "arn:aws:sqs:eu-west-1:000000000000:failures";
const mayTell = {
  Effect: "Allow",
  Action: ["lambda:InvokeFunction", "sns:Publish"],
  Resource: [told, topic],
};

interface DestinationRecord {
  readonly timestamp: string;
  readonly responsePayload: { readonly errorType: string };
}

describe("the end of an asynchronous invocation", () => {
  const asyncDelays = { retry: [1, 1], throttled: { first: 1, longest: 1 } };
  let lambda: LocalLambda;
  let endpoint: AwsEndpoint;
  let topics: Topics;
  let iam: IamEmulator;
  let declared: DeclaredProgram | undefined;

  beforeEach(async () => {
    const credentials = new CredentialStore();
    iam = new IamEmulator();
    lambda = new LocalLambda({
      asyncDelays,
      postToAws: (post) => callSigned({ endpoint: endpoint.url, ...post }),
      credentialsFor: (arn, name) => credentials.credentialsFor(arn, name),
    });
    const { events } = lambda;
    topics = new Topics(events, systemClock);
    topics.declare([{ arn: topic, name: "alerts" }], []);
    const { invoke } = lambda.emulator;
    endpoint = new AwsEndpoint({
      port: 0,
      events,
      credentials,
      policies: iam,
      services: [new LambdaService({ invoke, program: () => declared }), new SnsService(topics)],
    });
    await endpoint.start();
  });

  afterEach(async () => {
    await lambda.stop();
    await endpoint.stop();
  });

  /** Declares `fn` with these destinations and statements of its role, and `told`, and sends `fn` an event. */
  async function send(
    event: object,
    destinations: { onSuccess?: string; onFailure?: string; deadLetter?: string },
    statements: object[] = [mayTell],
  ) {
    const { onSuccess, onFailure, deadLetter } = destinations;
    const program = programOf([
      functionResource("fn", {
        role: roleArn("fn"),
        timeout: 60,
        ...(deadLetter && { deadLetterConfig: { targetArn: deadLetter } }),
      }),
      functionResource("told", { timeout: 60 }),
      ...role("fn", statements),
      resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "config", {
        functionName: "fn",
        destinationConfig: {
          ...(onSuccess && { onSuccess: { destination: onSuccess } }),
          ...(onFailure && { onFailure: { destination: onFailure } }),
        },
      }),
    ]);
    declared = program;
    await iam.apply(program);
    await lambda.emulator.apply(program);
    return lambda.invoke(event, { invocationType: "Event" });
  }

  const warnings = () => lambda.seen("notice").map(({ message }) => message);

  it("is told to a function when it went well", async () => {
    const event = { do: "log", lines: ["done"] };
    const { requestId } = await send(event, { onSuccess: told, onFailure: topic });
    await until(() => lambda.seen("invocation").length === 2);
    expect(lambda.seen("invocation")[1]).to.include({ functionName: "told", invocationType: "Event" });
    expect(topics.inbox).to.deep.equal([]);
    expect(lambda.seen("invocation")[0]).to.include({ requestId, outcome: "ok" });
    expect(warnings()).to.deep.equal([]);
  });

  it("is told to a topic when every attempt has failed, in Lambda's record", async () => {
    const { requestId } = await send({ do: "throw" }, { onSuccess: told, onFailure: topic });
    await until(() => topics.inbox.length === 1);
    const { timestamp, responsePayload, ...record } = JSON.parse(
      topics.inbox[0]?.message ?? "",
    ) as DestinationRecord;
    expect(new Date(timestamp).toISOString()).to.equal(timestamp);
    expect(responsePayload.errorType).to.equal("TypeError");
    expect(record).to.deep.equal({
      version: "1.0",
      requestContext: {
        requestId,
        functionArn: `${arnOf("fn")}:$LATEST`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { do: "throw" },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    });
    expect(warnings()).to.deep.equal([]);
  });

  it("gives the event itself to a dead-letter topic", async () => {
    await send({ do: "throw" }, { deadLetter: topic });
    await until(() => topics.inbox.length === 1);
    expect(topics.inbox[0]?.message).to.equal('{"do":"throw"}');
  });

  it("is told only where the function's role allows it", async () => {
    const { requestId } = await send({ do: "echo" }, { onSuccess: told }, []);
    await until(() => warnings().length === 1);
    expect(warnings()[0])
      .to.include(
        `Function "fn": the end of event ${requestId} was not delivered to ${told}: lambda answered 403`,
      )
      .and.to.include("not authorized to perform: lambda:InvokeFunction");
  });

  it("names once the destinations that are not emulated, and tells what they miss", async () => {
    const { requestId } = await send({ do: "throw" }, { onFailure: queue, deadLetter: queue });
    await send({ do: "echo" }, { onFailure: queue, deadLetter: queue });
    await until(() => warnings().length === 3);
    expect(warnings().slice(0, 2)).to.deep.equal([
      `Function "fn": its destination of failures, ${queue}, is not emulated: it gets nothing here.`,
      `Function "fn": its dead-letter queue, ${queue}, is not emulated: it gets nothing here.`,
    ]);
    expect(warnings()[2]).to.include(`event ${requestId} was discarded`);
  });
});
