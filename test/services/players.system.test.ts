import { expect } from "chai";
import { overHttp } from "../support/api-case.ts";
import { apiOf, useCloud } from "../support/shared-cloud.ts";

describe("players, asked by many at once", () => {
  const cloud = useCloud({ stack: "test" });
  const send = overHttp(() => apiOf(cloud()));

  it("gives a username to exactly one of 200", async function () {
    this.timeout(60_000);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        send({
          method: "POST",
          path: "/players",
          body: { username: "wanted", email: `wanted-${index}@example.com` },
        }),
      ),
    );
    const counts = Object.groupBy(answers, ({ status }) => status);
    expect(counts[201]).to.have.length(1);
    expect(counts[409]).to.have.length(199);
    const [{ body } = { body: undefined }] = counts[409] ?? [];
    expect(body).to.include({ message: "Username 'wanted' already exists" });
  });
});
