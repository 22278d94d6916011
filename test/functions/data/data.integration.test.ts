import { itAnswers, overHttp } from "../../support/api-case.ts";
import { apiOf, useCloud } from "../../support/shared-cloud.ts";
import { cases, functionUrlCases } from "./data.cases.ts";

describe("data", () => {
  const cloud = useCloud({ stack: "test" });

  describe("behind the API", () => {
    itAnswers(
      [
        ...cases,
        {
          name: "another path is API Gateway's",
          request: { method: "GET", path: "/other" },
          status: 404,
          body: { message: "Not Found" },
        },
      ],
      overHttp(() => apiOf(cloud())),
    );
  });

  describe("behind its Function URL", () => {
    itAnswers(
      functionUrlCases,
      overHttp(() => cloud().functionUrls["lambdock-test-data"] ?? ""),
    );
  });
});
