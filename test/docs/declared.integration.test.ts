import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type DeclaredProgram, ofType } from "../../local/program/declared.ts";
import { diagram } from "../../tasks/architecture/diagram.ts";
import { withDiagram } from "../../tasks/architecture/document.ts";
import { declaredStack } from "../rules/declared-stack.ts";

/** What is billed while nobody calls, by its name in docs/cost.md. */
function standing(program: DeclaredProgram): Readonly<Record<string, number>> {
  const count = (type: string) => ofType(program, type).length;
  return {
    "metrics in alarms": ofType(program, "aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ inputs }) => metricsOf(inputs.metricQueries))
      .reduce((sum, metrics) => sum + metrics, 0),
    "composite alarms": count("aws:cloudwatch/compositeAlarm:CompositeAlarm"),
    dashboards: count("aws:cloudwatch/dashboard:Dashboard"),
    "repositories, about 0.2 GB each": count("awsx:ecr:Repository"),
    "tables, empty": count("aws:dynamodb/table:Table"),
    "functions, not called": count("aws:lambda/function:Function"),
    "VPC, subnets, gateway endpoints": count("awsx:ec2:Vpc"),
  };
}

function metricsOf(queries: unknown): number {
  return Array.isArray(queries) ? queries.filter((query) => query.metric !== undefined).length : 1;
}

/** A column of the first table of docs/cost.md, by row. */
function costs(column: number): Readonly<Record<string, number>> {
  const rows = readFileSync("docs/cost.md", "utf8").matchAll(/^\| ([^|*]+) \| (\d+) \| (\d+) \|/gm);
  return Object.fromEntries([...rows].map((row) => [row[1] ?? "", Number(row[column + 1])]));
}

describe("documents about what is declared", () => {
  const programs = new Map<string, DeclaredProgram>();
  before(async function () {
    this.timeout(60_000);
    for (const stack of ["dev", "localstack"]) programs.set(stack, await declaredStack(stack));
  });
  const of = (stack: string) => {
    const program = programs.get(stack);
    if (program === undefined) throw new Error(`Stack ${stack} was not evaluated.`);
    return program;
  };

  it("docs/architecture.md has the drawing of what is declared (else: npm run diagram)", () => {
    const document = readFileSync("docs/architecture.md", "utf8");
    expect(withDiagram(document, diagram(of("dev")))).to.equal(document);
  });

  it("docs/cost.md counts what is declared", () => {
    expect(costs(1)).to.deep.equal(standing(of("dev")));
    expect(costs(2)).to.deep.equal(standing(of("localstack")));
  });
});
