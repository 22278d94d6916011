import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { overHttp } from "../../support/api-case.ts";
import { awsClients } from "../../support/aws-clients.ts";
import { apiOf, useCloud } from "../../support/shared-cloud.ts";
import { VALID } from "./messages.cases.ts";

describe("messages, under load", () => {
  const cloud = useCloud({ stack: "test" });
  const send = overHttp(() => apiOf(cloud()));

  it("loses none of 1,000 messages at 50 connections", async function () {
    this.timeout(60_000);
    const ids = Array.from({ length: 1000 }, () => randomUUID());
    const waiting = [...ids];
    const statuses: number[] = [];
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
          const { status } = await send({
            method: "POST",
            path: "/message",
            body: { ...VALID, messageUUID: id },
          });
          statuses.push(status);
        }
      }),
    );
    expect(statuses.filter((status) => status !== 200)).to.deep.equal([]);
    const stored = await awsClients(cloud()).scan("messages");
    const found = new Set(stored.map(({ messageUUID }) => messageUUID));
    expect(ids.filter((id) => !found.has(id))).to.deep.equal([]);
  });
});
