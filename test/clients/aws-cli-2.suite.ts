import { expect } from "chai";
import { apiOf, useCloud } from "../support/shared-cloud.ts";
import { until } from "../support/until.ts";
import { awsCli2 } from "./clients.ts";

const CALLS = 3;

describe("the AWS CLI 2", () => {
  const cloud = useCloud();

  it("follows a function's log by logs tail", async () => {
    for (let call = 0; call < CALLS; call += 1)
      await fetch(`${apiOf(cloud())}/appointments/of-client-${call}`);
    const tail = () =>
      awsCli2(cloud(), ["logs", "tail", "/aws/lambda/lambdock-dev-appointments", "--since", "10m"]);
    await until("the lines", async () => (await tail()).split("REPORT RequestId").length - 1 === CALLS);
    expect(await tail()).to.include("GET /appointments/{id} 404");
  });
});
