import type { DeclaredProgram, DeclaredResource } from "../../local/program/declared.ts";
import { TaskError } from "../task.ts";

/** A component of a provider's package: its children are not known before it is deployed. */
const REMOTE_COMPONENT = /^awsx:/;

/**
 * What `pulumi up --target` must name to deploy some services alone: everything below their components, and what else
 * refers to that and to nothing of another service: their routes, integrations and grants below the API.
 * @param services logical names of the services' components
 * @returns URNs as the engine writes them; `**` stands for the children of a component from a package
 * @throws TaskError when the program declares no such component
 */
export function targetsOf(program: DeclaredProgram, services: readonly string[]): string[] {
  const tree = new ResourceTree(program);
  const below = services.map((service) => tree.below(serviceComponent(program, tree, service)));
  const own = below.flat();
  const outside = program.resources.filter((resource) => resource.custom && tree.isBelowApi(resource));
  const chosen = new Set([...own, ...referringTo(own, outside)]);
  return program.resources
    .filter((resource) => chosen.has(resource))
    .flatMap((resource) => {
      const urn = tree.urn(resource);
      return REMOTE_COMPONENT.test(resource.type) ? [urn, remoteChildren(urn)] : [urn];
    });
}

function serviceComponent(program: DeclaredProgram, tree: ResourceTree, service: string): DeclaredResource {
  const found = program.resources.find(
    (resource) => !resource.custom && resource.name === service && tree.isTop(resource),
  );
  if (found !== undefined) return found;
  throw new TaskError(`the program declares no component ${service}. Services are listed in index.ts.`);
}

/** Resources that refer to given ones, directly or through each other, by what those are called in AWS. */
function referringTo(
  own: readonly DeclaredResource[],
  candidates: readonly DeclaredResource[],
): DeclaredResource[] {
  const found: DeclaredResource[] = [];
  let names = own.flatMap(functionNames);
  let left = [...candidates];
  while (names.length > 0) {
    const next = left.filter((resource) => mentions(resource.inputs, names));
    found.push(...next);
    left = left.filter((resource) => !next.includes(resource));
    names = next.map(({ id }) => id);
  }
  return found;
}

/** Names under which integrations and grants know a function; an alias's own name is not one, all have the same. */
function functionNames({ type, outputs }: DeclaredResource): string[] {
  const isAlias = type === "aws:lambda/alias:Alias";
  if (!isAlias && type !== "aws:lambda/function:Function") return [];
  const names = [outputs.arn, outputs.invokeArn, ...(isAlias ? [] : [outputs.name])];
  return names.filter((name) => typeof name === "string");
}

/** Whether a text among the inputs is one of the names or, as in `integrations/<id>`, ends with one. */
function mentions(inputs: unknown, names: readonly string[]): boolean {
  if (typeof inputs === "string") return names.some((name) => inputs === name || inputs.endsWith(`/${name}`));
  if (typeof inputs !== "object" || inputs === null) return false;
  return Object.values(inputs).some((value) => mentions(value, names));
}

/** The engine names a child by its parents' types, too: `parent$child::name`. */
function remoteChildren(urn: string): string {
  return `${urn.slice(0, urn.lastIndexOf("::"))}$**`;
}

/** Resources with their parents. Under mocks a URN has the types of one parent only, not of all. */
class ResourceTree {
  readonly #byUrn: ReadonlyMap<string, DeclaredResource>;
  readonly #program: DeclaredProgram;

  constructor(program: DeclaredProgram) {
    this.#program = program;
    this.#byUrn = new Map(program.resources.map((resource) => [resource.urn, resource]));
  }

  /** From the top component down to the resource itself. */
  path(resource: DeclaredResource): DeclaredResource[] {
    const parent = resource.parent === undefined ? undefined : this.#byUrn.get(resource.parent);
    return parent === undefined ? [resource] : [...this.path(parent), resource];
  }

  isTop(resource: DeclaredResource): boolean {
    return this.path(resource).length === 1;
  }

  isBelowApi(resource: DeclaredResource): boolean {
    return this.path(resource).some(({ type }) => type.endsWith(":HttpApi"));
  }

  /** A component and all that is below it. */
  below(component: DeclaredResource): DeclaredResource[] {
    return this.#program.resources.filter((resource) => this.path(resource).includes(component));
  }

  /** https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
  urn(resource: DeclaredResource): string {
    const types = this.path(resource).map(({ type }) => type);
    return [
      "urn:pulumi",
      this.#program.stack,
      "",
      this.#program.project,
      "",
      types.join("$"),
      "",
      resource.name,
    ].join(":");
  }
}
