import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { LocalLambda } from "../../lambda/local-lambda.ts";
import { program, region, resource, role, roleArn } from "../declare.ts";
import { type LocalAws, startLocalAws } from "../local-aws.ts";

const elsewhere = "us-east-1";
const functionArn = (name: string, at = region) => `arn:aws:lambda:${at}:000000000000:function:${name}`;

/** One of them has a name that stands for a region in front of another's. */
const names = ["orders", "secrets", region];
const prefixes = [
  ...["", "function:", "000000000000:function:", "123456789012:function:"],
  ...[`${region}:`, `${region}:000000000000:function:`, `${elsewhere}:function:`],
  ...[functionArn(""), functionArn("", elsewhere), `arn:aws:lambda:${region}:123456789012:function:`],
];
const suffixes = ["", ":live", ":secrets"];
const spellings = prefixes.flatMap((prefix) =>
  names.flatMap((name) =>
    suffixes.flatMap((suffix) => [undefined, "live"].map((Qualifier) => [prefix + name + suffix, Qualifier])),
  ),
);

/** By role: the one ARN that it may invoke. */
const allowed = new Map([
  ["orderer", functionArn("orders")],
  ["live-orderer", functionArn("orders:live")],
  ["of-an-alias", functionArn(`${region}:secrets`)],
]);

describe("a role that is allowed one function", () => {
  let aws: LocalAws;
  const lambda = new LocalLambda();

  before(async () => {
    aws = await startLocalAws({ invoke: lambda.emulator.invoke });
    const functions = names.flatMap((name) => [
      resource(
        "aws:lambda/function:Function",
        name,
        { role: roleArn(name), timeout: 60 },
        { name, arn: functionArn(name), version: "1" },
      ),
      ...["live", "secrets"].map((alias) =>
        resource("aws:lambda/alias:Alias", alias, { functionName: name, functionVersion: "1" }),
      ),
    ]);
    const roles = [...allowed, ["stranger", functionArn("secrets", elsewhere)] as const].flatMap(
      ([name, Resource]) => role(name, [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource }]),
    );
    const declared = program([...functions, ...roles]);
    await aws.apply(declared);
    await lambda.emulator.apply(declared);
  });

  after(async () => {
    await aws.stop();
    await lambda.stop();
  });

  /** @returns the ARN of what ran, or the error's name */
  async function invoke(client: LambdaClient, FunctionName?: string, Qualifier?: string): Promise<string> {
    const command = new InvokeCommand({ FunctionName, Qualifier, Payload: '{"do":"facts"}' });
    try {
      const { Payload } = await client.send(command);
      return JSON.parse(Payload?.transformToString() ?? "").context.invokedFunctionArn;
    } catch (error) {
      return (error as Error).name;
    }
  }

  function clientOf(name: string, at = region): LambdaClient {
    const credentials = aws.credentials.credentialsFor(roleArn(name), "caller-fn");
    return new LambdaClient({ endpoint: aws.url, region: at, credentials, maxAttempts: 1 });
  }

  for (const [name, arn] of allowed) {
    it(`reaches no other by any spelling: ${arn}`, async () => {
      const client = clientOf(name);
      const ran = new Set<string>();
      const refused = new Set<string>();
      for (const [spelling, qualifier] of spellings) {
        const outcome = await invoke(client, spelling, qualifier);
        (outcome.startsWith("arn:") ? ran : refused).add(outcome);
      }
      client.destroy();
      expect([...ran]).to.deep.equal([arn]);
      expect([...refused]).to.have.members(["AccessDeniedException", "InvalidParameterValueException"]);
    });
  }

  it("does not reach it where it is not: what is allowed in another region is not there", async () => {
    const client = clientOf("stranger", elsewhere);
    const outcomes = [
      await invoke(client, "secrets"),
      await invoke(client, functionArn("secrets", elsewhere)),
    ];
    client.destroy();
    expect(outcomes).to.deep.equal(["ResourceNotFoundException", "ResourceNotFoundException"]);
  });

  it("is told that a text is no function's name", async () => {
    const client = clientOf("orderer");
    const outcome = await invoke(client, "orders*");
    client.destroy();
    expect(outcome).to.equal("ValidationException");
  });
});
