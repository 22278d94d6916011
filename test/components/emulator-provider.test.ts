import { expect } from "chai";
import { emulatorProvider } from "../../components/emulator-provider.ts";
import { declare } from "../support/declare.ts";

describe("emulatorProvider", () => {
  it("sends every service to one endpoint, with the emulators' own credentials", async () => {
    const endpoint = "http://localhost:4566";
    const declared = await declare(() => emulatorProvider("emulator", { endpoint, region: "us-east-1" }));
    const { inputs } = declared.one("pulumi:providers:aws");
    expect(inputs).to.include({
      region: "us-east-1",
      accessKey: "test",
      secretKey: "test",
      s3UsePathStyle: "true",
    });
    const [endpoints] = JSON.parse(String(inputs.endpoints)) as Record<string, string>[];
    expect(endpoints).to.include({
      dynamodb: endpoint,
      lambda: endpoint,
      apigatewayv2: endpoint,
      sts: endpoint,
    });
    expect(new Set(Object.values(endpoints ?? {}))).to.deep.equal(new Set([endpoint]));
  });
});
