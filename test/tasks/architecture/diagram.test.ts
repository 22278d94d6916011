import { expect } from "chai";
import type { DeclaredProgram, DeclaredResource } from "../../../local/program/declared.ts";
import { diagram } from "../../../tasks/architecture/diagram.ts";
import { withDiagram } from "../../../tasks/architecture/document.ts";
import { TaskError } from "../../../tasks/task.ts";

function resource(type: string, name: string, inputs: object, outputs: object = {}): DeclaredResource {
  return {
    urn: `${type}::${name}`,
    type,
    name,
    id: `id-${name}`,
    custom: true,
    protect: false,
    inputs: { ...inputs },
    outputs: { ...inputs, ...outputs },
  };
}

function programOf(...resources: DeclaredResource[]): DeclaredProgram {
  return {
    project: "p",
    stack: "dev",
    region: "us-east-1",
    directory: "/",
    resources,
    outputs: {},
    sources: [],
  };
}

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:p-dev-orders";
const TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/orders-1";
const policy = (resources: readonly string[], ...actions: string[]) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] });

const program = programOf(
  resource("aws:apigatewayv2/api:Api", "api", {}),
  resource(
    "aws:lambda/function:Function",
    "orders",
    { role: "role-arn" },
    { arn: ARN, name: "p-dev-orders" },
  ),
  resource("aws:lambda/functionUrl:FunctionUrl", "orders", { functionName: "p-dev-orders" }),
  resource("aws:apigatewayv2/integration:Integration", "api-orders", {
    apiId: "id-api",
    integrationUri: `arn:…/functions/${ARN}:live/invocations`,
  }),
  resource("aws:apigatewayv2/route:Route", "a", { target: "integrations/id-api-orders" }),
  resource("aws:apigatewayv2/route:Route", "b", { target: "integrations/id-api-orders" }),
  resource("aws:dynamodb/table:Table", "orders", {}, { arn: TABLE }),
  resource("aws:dynamodb/table:Table", "secrets", {}, { arn: `${TABLE}2` }),
  resource("aws:iam/role:Role", "orders", {}, { arn: "role-arn", name: "role" }),
  resource("aws:iam/rolePolicy:RolePolicy", "orders", {
    role: "role",
    policy: policy([TABLE, `${TABLE}/index/*`], "dynamodb:Query", "dynamodb:GetItem"),
  }),
);

describe("the drawn architecture", () => {
  it("has every function and store, the routes, and what the role allows", () => {
    expect(diagram(program).split("\n").slice(1, -1)).to.have.members([
      '  client(["client"])',
      '  api_api["HTTP API"]',
      "  client --> api_api",
      '  fn_orders["function<br/>orders"]',
      '  table_orders[("table<br/>orders")]',
      '  table_secrets[("table<br/>secrets")]',
      "  api_api -->|2 routes| fn_orders",
      "  client -->|Function URL| fn_orders",
      "  fn_orders -->|GetItem<br/>Query| table_orders",
    ]);
  });

  it("takes the place of the one before, and of nothing else", () => {
    const [start, end] = [
      "<!-- npm run diagram writes this: start -->",
      "<!-- npm run diagram writes this: end -->",
    ];
    const once = withDiagram(`a\n${start}\nold\n${end}\nb\n`, "flowchart LR\n");
    expect(once).to.equal(`a\n${start}\n\`\`\`mermaid\nflowchart LR\n\`\`\`\n${end}\nb\n`);
    expect(withDiagram(once, "flowchart LR\n")).to.equal(once);
    expect(() => withDiagram("a", "b")).to.throw(TaskError, "the document needs the lines");
  });
});
