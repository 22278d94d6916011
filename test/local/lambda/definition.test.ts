import { expect } from "chai";
import { LocalError } from "../../../local/emulator.ts";
import type { FunctionCode } from "../../../local/lambda/code.ts";
import { functionDefinitions } from "../../../local/lambda/definition.ts";
import type { DeclaredResource } from "../../../local/program/declared.ts";
import { aliasResource, arnOf, functionResource, programOf, resource } from "./declare.ts";

const code: FunctionCode = { directory: "/code", handler: "from-dockerfile.handler", nodeMajor: 22 };

function configuration(inputs: Record<string, unknown>) {
  return functionDefinitions(programOf([functionResource("fn", inputs)]), () => code)[0]?.configuration;
}

describe("functionDefinitions", () => {
  it("fills in Lambda's defaults", () => {
    expect(functionDefinitions(programOf([functionResource("fn")]), () => code)).to.deep.equal([
      {
        configuration: {
          name: "fn",
          arn: arnOf("fn"),
          region: "eu-west-1",
          roleArn: "arn:aws:iam::000000000000:role/fn",
          handler: "from-dockerfile.handler",
          codeDirectory: "/code",
          imageUri: "",
          nodeMajor: 22,
          memorySizeMb: 128,
          timeoutSeconds: 3,
          environment: {},
          architecture: "x86_64",
          ephemeralStorageMb: 512,
          activeTracing: false,
          logGroup: "/aws/lambda/fn",
          sharedLogGroup: false,
          logFormat: "Text",
        },
        version: "1",
        aliases: [],
        reservedConcurrency: undefined,
        asynchronous: { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 },
      },
    ]);
  });

  const declared: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      "the image, so that new code is another definition",
      { imageUri: "r@sha256:1" },
      { imageUri: "r@sha256:1" },
    ],
    ["memory and timeout", { memorySize: 512, timeout: 30 }, { memorySizeMb: 512, timeoutSeconds: 30 }],
    ["the image's command", { imageConfig: { commands: ["own.handler"] } }, { handler: "own.handler" }],
    [
      "a zip's handler and runtime",
      { handler: "zip.handler", runtime: "nodejs20.x" },
      { handler: "zip.handler", nodeMajor: 20 },
    ],
    ["active tracing", { tracingConfig: { mode: "Active" } }, { activeTracing: true }],
    ["variables", { environment: { variables: { A: "1" } } }, { environment: { A: "1" } }],
    ["architecture", { architectures: ["arm64"] }, { architecture: "arm64" }],
    ["/tmp", { ephemeralStorage: { size: 1024 } }, { ephemeralStorageMb: 1024 }],
    [
      "logging",
      { loggingConfig: { logFormat: "JSON", logGroup: "/mine", applicationLogLevel: "WARN" } },
      { logFormat: "JSON", logGroup: "/mine", sharedLogGroup: true, applicationLogLevel: "WARN" },
    ],
  ];
  for (const [what, inputs, expected] of declared) {
    it(`takes ${what}`, () => {
      expect(configuration(inputs)).to.deep.include(expected);
    });
  }

  it("takes aliases by the function's name or ARN, and a reservation of zero", () => {
    const routingConfig = { additionalVersionWeights: { "2": 0.1 } };
    const [fn] = functionDefinitions(
      programOf([
        functionResource("fn", { reservedConcurrentExecutions: 0 }),
        aliasResource("live", arnOf("fn"), { functionVersion: "1", routingConfig }),
        aliasResource("next", "fn", { functionVersion: "2" }),
        aliasResource("foreign", "other"),
        resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "config", {
          functionName: "fn",
          maximumEventAgeInSeconds: 60,
        }),
      ]),
      () => code,
    );
    expect(fn?.aliases).to.deep.equal([
      { name: "live", version: "1", weights: { "2": 0.1 } },
      { name: "next", version: "2", weights: {} },
    ]);
    expect(fn?.reservedConcurrency).to.equal(0);
    expect(fn?.asynchronous).to.deep.equal({ maximumRetryAttempts: 2, maximumEventAgeSeconds: 60 });
  });

  it("names the resource and the property that can't be used", () => {
    const program = programOf([functionResource("fn", { memorySize: "much" })]);
    expect(() => functionDefinitions(program, () => code)).to.throw(
      LocalError,
      /^aws:lambda\/function:Function "fn" can't be run locally: memorySize: Invalid type: /,
    );
  });

  const refused: [what: string, resources: DeclaredResource[], words: string][] = [
    [
      "a time-out of no time",
      [functionResource("fn", { timeout: 0 })],
      'Function "fn" has 0 s of time-out. Use a whole number from 1 to 900.',
    ],
    [
      "a time-out over Lambda's",
      [functionResource("fn", { timeout: 901 })],
      'Function "fn" has 901 s of time-out. Use a whole number from 1 to 900.',
    ],
    [
      "less memory than Lambda's least",
      [functionResource("fn", { memorySize: 64 })],
      'Function "fn" has 64 MB of memory. Use a whole number from 128 to 10240.',
    ],
    [
      "half a megabyte",
      [functionResource("fn", { memorySize: 128.5 })],
      'Function "fn" has 128.5 MB of memory. Use a whole number from 128 to 10240.',
    ],
    [
      "a name that Lambda refuses",
      [functionResource("fn", { name: "my.fn" })],
      'Function "fn" is named "my.fn" in AWS (5 characters), which may have 1 to 64 letters, digits, "-" and "_".',
    ],
    [
      "two functions of one name",
      [functionResource("fn"), functionResource("other", { name: "fn" })],
      'Function "other" is named "fn" in AWS like "fn". Give one of them another name.',
    ],
  ];
  for (const [what, resources, words] of refused) {
    it(`refuses ${what}, as AWS would`, () => {
      expect(() => functionDefinitions(programOf(resources), () => code)).to.throw(
        LocalError,
        `AWS would refuse the declaration: ${words}`,
      );
    });
  }

  it("asks for a handler where there is none", () => {
    const program = programOf([functionResource("fn")]);
    expect(() => functionDefinitions(program, () => ({ directory: "/code" }))).to.throw(
      LocalError,
      'Function "fn" has no handler: set imageConfig.commands, or CMD in its Dockerfile, to ["FILE.EXPORT"].',
    );
  });
});
