import { type DeclaredProgram, type DeclaredResource, ofType } from "../../local/program/declared.ts";

const STORES: Readonly<Record<string, string>> = {
  "aws:dynamodb/table:Table": "table",
  "aws:s3/bucket:Bucket": "bucket",
};

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * Draws what a program declares, as a Mermaid flowchart: who calls which function by how many routes, and what each
 * function's role lets it do with which table or bucket. https://mermaid.js.org/syntax/flowchart.html
 */
export function diagram(declared: DeclaredProgram): string {
  // Pulumi registers resources as their inputs settle, in no certain order.
  const byName = (one: DeclaredResource, other: DeclaredResource) => (one.name < other.name ? -1 : 1);
  const program = { ...declared, resources: declared.resources.toSorted(byName) };
  const functions = ofType(program, "aws:lambda/function:Function");
  return [
    "flowchart LR",
    '  client(["client"])',
    ...ofType(program, "aws:apigatewayv2/api:Api").flatMap((api) => [
      `  ${id("api", api)}["HTTP API"]`,
      `  client --> ${id("api", api)}`,
    ]),
    ...functions.map((fn) => `  ${id("fn", fn)}["function<br/>${fn.name}"]`),
    ...stores(program).map((store) => `  ${storeId(store)}[("${STORES[store.type]}<br/>${store.name}")]`),
    ...routeEdges(program),
    ...urlEdges(program),
    ...functions.flatMap((fn) => storeEdges(program, fn)),
    "",
  ].join("\n");
}

function stores(program: DeclaredProgram): DeclaredResource[] {
  return program.resources.filter(({ type }) => type in STORES);
}

function storeId(store: DeclaredResource): string {
  return id(STORES[store.type] ?? "", store);
}

function id(kind: string, { name }: DeclaredResource): string {
  return `${kind}_${name.replaceAll(/\W/g, "_")}`;
}

/** One arrow from each API to each function, with the number of routes. */
function routeEdges(program: DeclaredProgram): string[] {
  const routes = ofType(program, "aws:apigatewayv2/route:Route");
  return ofType(program, "aws:apigatewayv2/integration:Integration").flatMap((integration) => {
    const fn = functionOf(program, String(integration.inputs.integrationUri));
    const api = ofType(program, "aws:apigatewayv2/api:Api").find(
      ({ id: own }) => own === integration.inputs.apiId,
    );
    const count = routes.filter(({ inputs }) => inputs.target === `integrations/${integration.id}`).length;
    return fn === undefined || api === undefined
      ? []
      : [`  ${id("api", api)} -->|${count} ${count === 1 ? "route" : "routes"}| ${id("fn", fn)}`];
  });
}

/** The function that an ARN or a URI with one names. */
function functionOf(program: DeclaredProgram, uri: string): DeclaredResource | undefined {
  return ofType(program, "aws:lambda/function:Function").find((fn) => uri.includes(`${fn.outputs.arn}:`));
}

function urlEdges(program: DeclaredProgram): string[] {
  return ofType(program, "aws:lambda/functionUrl:FunctionUrl").flatMap(({ inputs }) => {
    const fn = ofType(program, "aws:lambda/function:Function").find(
      ({ outputs }) => outputs.name === inputs.functionName || outputs.arn === inputs.functionName,
    );
    return fn === undefined ? [] : [`  client -->|Function URL| ${id("fn", fn)}`];
  });
}

/** One arrow from a function to each store that its role names, with the actions that it may do there. */
function storeEdges(program: DeclaredProgram, fn: DeclaredResource): string[] {
  const role = ofType(program, "aws:iam/role:Role").find(({ outputs }) => outputs.arn === fn.inputs.role);
  const statements = ofType(program, "aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => role !== undefined && inputs.role === role.outputs.name)
    .flatMap(({ inputs }) => (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement);
  return stores(program).flatMap((store) => {
    const actions = statements.filter((statement) => names(statement, store)).flatMap(({ Action }) => Action);
    const short = [...new Set(actions.map((action) => action.slice(action.indexOf(":") + 1)))].sort();
    return short.length === 0 ? [] : [`  ${id("fn", fn)} -->|${short.join("<br/>")}| ${storeId(store)}`];
  });
}

/** Whether a statement is about a store or a part of it: an index, an object. */
function names({ Resource }: Statement, store: DeclaredResource): boolean {
  const arn = String(store.outputs.arn);
  return [Resource].flat().some((resource) => resource === arn || resource.startsWith(`${arn}/`));
}
