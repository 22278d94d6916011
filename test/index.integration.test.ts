import { expect } from "chai";
import { VALID } from "./functions/messages/messages.cases.ts";
import { overHttp } from "./support/api-case.ts";
import { evaluatedNow } from "./support/evaluated.ts";
import { apiOf, startForTest, useCloud } from "./support/shared-cloud.ts";

const MESSAGE = { method: "POST", path: "/message", body: VALID } as const;

describe("the program, with other settings,", () => {
  describe("in stack dev", () => {
    const cloud = useCloud({ stack: "dev" });

    it("answers 429 to what goes over its burst", async () => {
      const send = overHttp(() => apiOf(cloud()));
      const answers = await Promise.all(
        Array.from({ length: 600 }, () => send({ method: "GET", path: "/healthz" })),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 200).length).to.be.within(50, 599);
      expect(refused[0]?.body).to.deep.equal({ message: "Too Many Requests" });
    });
  });

  describe("with a named stage", () => {
    const cloud = useCloud({ stack: "test", config: { "lambdock:apiStage": "prod" } });

    it("has the stage in its URL and answers below it", async () => {
      expect(new URL(apiOf(cloud())).pathname).to.equal("/prod");
      const { status, body } = await overHttp(() => apiOf(cloud()))(MESSAGE);
      expect([status, body]).to.deep.equal([200, { message: "Message processed successfully." }]);
    });

    it("leaves a service's own 405 as it is", async () => {
      const answer = await overHttp(() => apiOf(cloud()))({ method: "GET", path: "/message" });
      expect(answer).to.deep.include({ status: 405, body: { message: "Method Not Allowed" } });
    });

    it("answers nothing outside of it", async () => {
      const answer = await overHttp(() => new URL(apiOf(cloud())).origin)(MESSAGE);
      expect(answer).to.deep.include({ status: 404, body: { message: "Not Found" } });
    });
  });

  it("is refused where they name tables or buckets that there are not, with those that there are", async () => {
    const config = {
      "lambdock:tableNames": "players-stat=Prod,idp=Users,messages=Messages",
      "lambdock:bucketNames": "players=x-files",
    };
    const failure = await evaluatedNow({ config }).then(
      () => "evaluated",
      (error: Error) => error.message,
    );
    const tables =
      "Use one of idp-users, idp-tokens, players, players-claims, players-stats, patients, appointments, inventory, messages.";
    expect(failure).to.include(
      [
        `Pulumi.dev.yaml: lambdock:tableNames names "players-stat", which is no table. ${tables}`,
        `Pulumi.dev.yaml: lambdock:tableNames names "idp", which is no table. ${tables}`,
        'Pulumi.dev.yaml: lambdock:bucketNames names "players", which is no bucket. Use one of inventory.',
      ].join("\n"),
    );
  });

  it("is refused before anything is declared, with every mistake in a line", async () => {
    const config = { "lambdock:logRetentionDays": "8", "lambdock:colour": "red" };
    const failure = await startForTest({ stack: "dev", config }).then(
      () => "started",
      (error: Error) => error.message,
    );
    expect(failure).to.include(
      "Pulumi.dev.yaml: lambdock:logRetentionDays must be one of 1, 3, 5, 7, 14, 30",
    );
    expect(failure).to.include("; got 8.");
    expect(failure).to.include("Pulumi.dev.yaml: lambdock:colour is no setting. Use one of ");
  });
});
