import { expect } from "chai";
import { grantName } from "../../../components/route-key.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import { targetsOf } from "../../../tasks/deployment/targets.ts";
import { TaskError } from "../../../tasks/task.ts";
import { evaluatedOnce } from "../../support/evaluated.ts";

describe("the targets of one service", () => {
  let program: DeclaredProgram;
  let targets: string[];
  before(async function () {
    this.timeout(60_000);
    program = await evaluatedOnce({ config: { "lambdock:stableVersions": "idp=7" } });
    targets = targetsOf(program, ["idp"]);
  });

  const service = "urn:pulumi:dev::lambdock::lambdock:index:Idp";
  const fn = `${service}$lambdock:index:ContainerFunction`;
  const api = "urn:pulumi:dev::lambdock::lambdock:index:HttpApi";

  it("are named as the engine names them, with the types of all parents", () => {
    expect(targets).to.include.members([
      `${service}::idp`,
      `${service}$lambdock:index:Table$aws:dynamodb/table:Table::idp-users`,
      `${fn}$aws:lambda/function:Function::idp`,
      `${fn}$aws:lambda/alias:Alias::idp`,
      `${fn}$aws:cloudwatch/metricAlarm:MetricAlarm::idp-canary`,
      `${fn}$lambdock:index:ContainerImage$docker-build:index:Image::idp`,
    ]);
  });

  it("have a pattern for the children of a component from a package", () => {
    const repository = `${fn}$lambdock:index:ContainerImage$awsx:ecr:Repository`;
    expect(targets).to.include.members([`${repository}::idp`, `${repository}$**`]);
  });

  it("have the API's children that belong to the service, and none else of the API", () => {
    const routes = program.resources
      .filter(({ type }) => type === "aws:apigatewayv2/route:Route")
      .map(({ inputs }) => String(inputs.routeKey))
      .filter((routeKey) => routeKey.includes(" /auth/"));
    const expected = [
      `${api}$aws:apigatewayv2/integration:Integration::api-idp`,
      ...routes.map((key) => `${api}$aws:apigatewayv2/route:Route::api ${key}`),
      ...routes.map((key) => `${api}$aws:lambda/permission:Permission::${grantName("api", key)}`),
    ];
    expect(routes).to.have.length.above(3);
    expect(targets.filter((urn) => urn.startsWith(api))).to.have.members(expected);
  });

  it("are all there is below the service and the API, and no dashboard, network or other service", () => {
    expect(targets.filter((urn) => !urn.startsWith(service) && !urn.startsWith(api))).to.deep.equal([]);
  });

  it("of several services are those of each", () => {
    const both = targetsOf(program, ["idp", "data"]);
    expect(both).to.have.members([...targets, ...targetsOf(program, ["data"])]);
  });

  it("need a component of that name", () => {
    expect(() => targetsOf(program, ["orders"])).to.throw(
      TaskError,
      "the program declares no component orders",
    );
  });
});
