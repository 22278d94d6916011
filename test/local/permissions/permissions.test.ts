import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parsePolicy } from "../../../local/aws/iam/policy-document.ts";
import { type AccessDecision, EventStream } from "../../../local/events.ts";
import { PermissionUse } from "../../../local/permissions/permission-use.ts";
import { reportText } from "../../../local/permissions/report-text.ts";
import { roleReport } from "../../../local/permissions/role-report.ts";
import { keepUses, keptUses } from "../../../local/permissions/use-file.ts";
import { awsCallEvent } from "../telemetry/sample-events.ts";

const TABLE = "arn:aws:dynamodb:eu-west-1:000000000000:table/things";
const POLICY = parsePolicy("data", {
  Statement: [
    { Sid: "Things", Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:DeleteItem"], Resource: TABLE },
    { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::files/*" },
    { Effect: "Allow", Action: ["logs:PutLogEvents"], Resource: "*" },
    { Effect: "Allow", NotAction: "iam:*", Resource: "arn:other" },
    { Effect: "Deny", Action: "dynamodb:Scan", Resource: "*" },
    { Sid: "Idle", Effect: "Allow", Action: "sns:Publish", Resource: "*" },
  ],
});

function used(...decisions: (AccessDecision & { roleName?: string })[]): PermissionUse {
  const events = new EventStream();
  const use = new PermissionUse(events);
  for (const { roleName = "items", ...decision } of decisions)
    events.publish(awsCallEvent({ roleName, decisions: [decision] }));
  events.publish(awsCallEvent({ decisions: [] }));
  use.stop();
  return use;
}

const allowed = (action: string, resource: string) => ({ action, resource, allowed: true, because: "x" });
const SCAN = { action: "dynamodb:Scan", resource: TABLE, allowed: false, because: "explicit deny" };

describe("the use of permissions", () => {
  it("is counted by role, action and resource, a bucket's objects together", () => {
    const { uses } = used(
      allowed("s3:GetObject", "arn:aws:s3:::files/a"),
      allowed("s3:GetObject", "arn:aws:s3:::files/b/c"),
      { ...allowed("s3:GetObject", "arn:aws:s3:::files/a"), roleName: "other" },
    );
    expect(uses.map(({ roleName, resource, count }) => [roleName, resource, count])).to.deep.equal([
      ["items", "arn:aws:s3:::files/*", 2],
      ["other", "arn:aws:s3:::files/*", 1],
    ]);
  });

  it("is kept for the report after the run", async () => {
    const directory = await mkdtemp(join(tmpdir(), "uses-"));
    expect(keptUses(directory)).to.equal(undefined);
    const use = used(SCAN);
    keepUses(use, directory)();
    expect(keptUses(directory)).to.deep.equal(use.uses);
    await rm(directory, { recursive: true });
  });
});

describe("a role's report", () => {
  const { uses } = used(
    allowed("dynamodb:GetItem", TABLE),
    allowed("dynamodb:GetItem", TABLE),
    allowed("s3:GetObject", "arn:aws:s3:::files/a"),
    SCAN,
  );
  const report = roleReport("items", [POLICY], uses);

  it("says of each granted action whether it was used", () => {
    const actions = report.statements.flatMap((statement) =>
      statement.actions.map(({ action, status, count, usedAs }) => [action, status, count, usedAs.join()]),
    );
    expect(actions).to.deep.equal([
      ["dynamodb:GetItem", "used", 2, ""],
      ["dynamodb:DeleteItem", "unused", 0, ""],
      ["s3:*", "used", 1, "s3:GetObject"],
      ["logs:PutLogEvents", "platform", 0, ""],
      ["all but iam:*", "unused", 0, ""],
      ["sns:Publish", "unused", 0, ""],
    ]);
  });

  it("gives the statement without what was not used, or nothing when all of it is idle", () => {
    expect(report.statements[0]?.narrowed).to.deep.include({
      Action: ["dynamodb:GetItem"],
      Resource: [TABLE],
    });
    expect(report.statements[1]).not.to.have.property("narrowed");
    expect(report.statements.at(-1)?.narrowed).to.equal(null);
  });

  it("lists what was refused, with the statement that would allow it", () => {
    expect(report.refused).to.deep.equal([
      {
        action: "dynamodb:Scan",
        resource: TABLE,
        count: 1,
        because: "explicit deny",
        add: { Effect: "Allow", Action: ["dynamodb:Scan"], Resource: [TABLE] },
      },
    ]);
  });

  it("says it in text", () => {
    const text = reportText(report);
    for (const part of [
      "used      dynamodb:GetItem, 2 times",
      "UNUSED    dynamodb:DeleteItem",
      "used      s3:*, once (s3:GetObject)",
      "platform  logs:PutLogEvents",
      "REFUSED  dynamodb:Scan",
      "Nothing of it was used: remove the statement.",
    ]) {
      expect(text).to.include(part);
    }
  });

  it("of another role is empty of uses", () => {
    expect(roleReport("other", [], uses)).to.deep.equal({ roleName: "other", statements: [], refused: [] });
  });
});
