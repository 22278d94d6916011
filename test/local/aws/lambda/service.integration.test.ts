import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  ListFunctionsCommand,
} from "@aws-sdk/client-lambda";
import { expect } from "chai";
import {
  type Invocation,
  type InvocationRefusal,
  InvocationRefused,
  type InvocationResult,
} from "../../../../local/lambda/invocation.ts";
import { program, region, resource, role, roleArn } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";

const arn = `arn:aws:lambda:${region}:000000000000:function:hello`;
const declared = program([
  resource(
    "aws:lambda/function:Function",
    "hello",
    {
      role: roleArn("caller"),
      packageType: "Image",
      imageUri: "registry/hello@sha256:1",
      memorySize: 512,
      timeout: 15,
      environment: { variables: { TABLE_NAME: "orders" } },
      tracingConfig: { mode: "Active" },
    },
    { arn },
  ),
  ...role("caller", [
    { Sid: "Live", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: `${arn}:live` },
  ]),
]);

const succeeded: InvocationResult = {
  requestId: "r",
  executedVersion: "3",
  payload: Buffer.from('{"ok":true}'),
  logTail: "START\nEND",
};

describe("Lambda on the AWS endpoint", () => {
  let aws: LocalAws;
  let operator: LambdaClient;
  let invocations: Invocation[] = [];
  let outcome: () => InvocationResult = () => succeeded;

  before(async () => {
    const invoke = async (invocation: Invocation) => {
      invocations.push(invocation);
      return outcome();
    };
    aws = await startLocalAws({ invoke });
    await aws.apply(declared);
    operator = clientWith({ accessKeyId: "test", secretAccessKey: "test" });
  });

  afterEach(() => {
    invocations = [];
    outcome = () => succeeded;
    aws.calls.length = 0;
  });

  after(async () => {
    operator.destroy();
    await aws.stop();
  });

  function clientWith(credentials: { accessKeyId: string; secretAccessKey: string }): LambdaClient {
    return new LambdaClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
  }

  const invoke = (input: Partial<InvokeCommandInput> = {}) =>
    operator.send(new InvokeCommand({ FunctionName: "hello", ...input }));

  it("invokes, and answers with version, payload and log", async () => {
    const answer = await invoke({
      Qualifier: "live",
      Payload: Buffer.from('{"a":1}'),
      LogType: "Tail",
      ClientContext: "e30=",
    });
    expect(answer).to.include({ StatusCode: 200, ExecutedVersion: "3" });
    expect(answer.FunctionError).to.equal(undefined);
    expect(answer.Payload?.transformToString()).to.equal('{"ok":true}');
    expect(Buffer.from(answer.LogResult ?? "", "base64").toString()).to.equal("START\nEND");
    expect(invocations).to.deep.equal([
      {
        functionName: "hello",
        qualifier: "live",
        invocationType: "RequestResponse",
        clientContext: "e30=",
        payload: Buffer.from('{"a":1}'),
      },
    ]);
    expect(aws.calls[0]).to.include({ action: "lambda:InvokeFunction", service: "lambda", status: 200 });
  });

  it("takes a function's ARN, with its qualifier", async () => {
    await invoke({ FunctionName: `${arn}:live` });
    expect(invocations[0]).to.include({ functionName: "hello", qualifier: "live" });
  });

  it("says that the function failed", async () => {
    outcome = () => ({
      ...succeeded,
      functionError: "Unhandled",
      payload: Buffer.from('{"errorMessage":"x"}'),
    });
    const answer = await invoke();
    expect(answer).to.include({ StatusCode: 200, FunctionError: "Unhandled" });
    expect(answer.LogResult).to.equal(undefined);
  });

  it("accepts an event, and answers at once with 202", async () => {
    expect((await invoke({ InvocationType: "Event" })).StatusCode).to.equal(202);
    expect(invocations[0]?.invocationType).to.equal("Event");
  });

  it("invokes nothing for a dry run", async () => {
    expect((await invoke({ InvocationType: "DryRun" })).StatusCode).to.equal(204);
    const error = await invoke({ InvocationType: "DryRun", FunctionName: "nobody" }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property("name", "ResourceNotFoundException");
    expect(invocations).to.deep.equal([]);
  });

  const refusals: readonly [code: InvocationRefusal, status: number][] = [
    ["AccessDeniedException", 403],
    ["InvalidRequestContentException", 400],
    ["RequestTooLargeException", 413],
    ["ResourceNotFoundException", 404],
    ["TooManyRequestsException", 429],
  ];
  for (const [code, status] of refusals) {
    it(`answers ${code} with ${status}`, async () => {
      outcome = () => {
        throw new InvocationRefused(code, "Rate Exceeded.");
      };
      const error = await invoke().catch((reason: unknown) => reason);
      expect(error).to.include({ name: code, message: "Rate Exceeded." });
      expect(error).to.have.nested.property("$metadata.httpStatusCode", status);
    });
  }

  it("takes an invocation without a signature, as the operator's", async () => {
    const url = `${aws.url}/2015-03-31/functions/hello/invocations`;
    const answer = await fetch(url, { method: "POST", body: "{}" });
    expect(await answer.json()).to.deep.equal({ ok: true });
    expect(aws.calls[0]).to.include({ principal: "arn:aws:iam::000000000000:root", status: 200 });
  });

  it("lets a role invoke the alias that its policy names, and nothing else", async () => {
    const client = clientWith(aws.credentials.credentialsFor(roleArn("caller"), "caller-fn"));
    await client.send(new InvokeCommand({ FunctionName: "hello", Qualifier: "live" }));
    await client.send(new InvokeCommand({ FunctionName: "hello:live" }));
    const error = await client
      .send(new InvokeCommand({ FunctionName: "hello" }))
      .catch((reason: unknown) => reason);
    client.destroy();
    expect(error).to.include({
      name: "AccessDeniedException",
      message:
        "User: arn:aws:sts::000000000000:assumed-role/caller/caller-fn is not authorized to perform: " +
        `lambda:InvokeFunction on resource: ${arn} because no identity-based policy allows the lambda:InvokeFunction action`,
    });
    expect(invocations).to.have.length(2);
  });

  it("shows what is declared", async () => {
    const configuration = {
      FunctionName: "hello",
      FunctionArn: arn,
      MemorySize: 512,
      Timeout: 15,
      PackageType: "Image",
      State: "Active",
    };
    const { Functions } = await operator.send(new ListFunctionsCommand({}));
    expect(Functions).to.have.length(1);
    expect(Functions?.[0]).to.include(configuration);
    const one = await operator.send(new GetFunctionConfigurationCommand({ FunctionName: arn }));
    expect(one).to.include(configuration);
    expect(one.Environment?.Variables).to.deep.equal({ TABLE_NAME: "orders" });
    const { Code, Configuration } = await operator.send(new GetFunctionCommand({ FunctionName: "hello" }));
    expect(Configuration).to.include(configuration);
    expect(Code).to.include({ ImageUri: "registry/hello@sha256:1", RepositoryType: "ECR" });
  });

  it("names a function that is not declared", async () => {
    const error = await operator
      .send(new GetFunctionCommand({ FunctionName: "nobody" }))
      .catch((reason: unknown) => reason);
    expect(error).to.include({
      name: "ResourceNotFoundException",
      message: `Function not found: arn:aws:lambda:${region}:000000000000:function:nobody`,
    });
  });
});
