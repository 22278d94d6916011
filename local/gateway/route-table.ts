import { unescape as decodeLeniently } from "node:querystring";
import { LocalError } from "../emulator.ts";

/** A route as it was declared, with whatever its owner keeps beside it. */
export interface Routed {
  readonly routeKey: string;
}

export interface RouteMatch<R extends Routed> {
  readonly route: R;
  /** Decoded values by name. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** A route with the names of its path variables, in their order. */
interface Leaf<R> {
  readonly route: R;
  readonly names: readonly string[];
}

/** One path segment of all routes: what may follow it. */
interface Node<R> {
  readonly literals: Map<string, Node<R>>;
  variable?: Node<R>;
  /** By method, `ANY` among them: routes that end here. */
  readonly full: Map<string, Leaf<R>>;
  /** By method: routes whose greedy variable starts here. */
  readonly greedy: Map<string, Leaf<R>>;
}

const ROUTE_KEY = /^(?<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (?<path>\/\S*)$/;
const VARIABLE = /^\{([^{}+]+)\}$/;
const GREEDY = /^\{([^{}+]+)\+\}$/;

/**
 * All routes of an API, compiled once. A request gets the most specific route: one that matches its full path before
 * one with a greedy variable before `$default`; among those a literal segment before a variable, left to right, and a
 * longer greedy prefix before a shorter; on the same path its own method before `ANY`. Segments are split before they
 * are decoded, so an encoded slash never makes a segment; a trailing slash does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
export class RouteTable<R extends Routed> {
  readonly #root: Node<R> = emptyNode();
  #fallback: R | undefined;

  /** @throws LocalError for a route key that API Gateway would refuse: malformed, or the same as another. */
  constructor(routes: readonly R[]) {
    for (const route of routes) this.#add(route);
  }

  /** @param path as it was sent, without stage and query string. */
  match(method: string, path: string): RouteMatch<R> | undefined {
    const segments = path.split("/").slice(1);
    const decoded = path.includes("%") ? segments.map(decodeLeniently) : segments;
    const search: Search = { method, segments: decoded, values: [] };
    const leaf = findFull(this.#root, search, 0) ?? findGreedy(this.#root, search, 0);
    if (leaf !== undefined) return { route: leaf.route, pathParameters: named(leaf.names, search.values) };
    return this.#fallback && { route: this.#fallback, pathParameters: {} };
  }

  #add(route: R): void {
    if (route.routeKey === "$default") {
      if (this.#fallback !== undefined) throw declaredTwice(route.routeKey);
      this.#fallback = route;
      return;
    }
    const groups = ROUTE_KEY.exec(route.routeKey)?.groups;
    if (groups?.method === undefined || groups.path === undefined) {
      throw new LocalError(
        `The route ${JSON.stringify(route.routeKey)} is no route key: use a method or ANY, a space and a path ` +
          "with a slash first, or $default.",
      );
    }
    const { node, names, greedy } = descend(this.#root, groups.path, route.routeKey);
    const leaves = greedy ? node.greedy : node.full;
    if (leaves.has(groups.method)) throw declaredTwice(route.routeKey);
    leaves.set(groups.method, { route, names });
  }
}

interface Search {
  readonly method: string;
  readonly segments: readonly string[];
  /** Of the variables on the way to the found leaf. */
  readonly values: string[];
}

function emptyNode<R>(): Node<R> {
  return { literals: new Map(), full: new Map(), greedy: new Map() };
}

/** Walks to the node where a path ends, making what is not there yet. */
function descend<R>(
  root: Node<R>,
  path: string,
  routeKey: string,
): { readonly node: Node<R>; readonly names: string[]; readonly greedy: boolean } {
  const segments = path.split("/").slice(1);
  const names: string[] = [];
  let node = root;
  for (const [index, segment] of segments.entries()) {
    const greedy = GREEDY.exec(segment)?.[1];
    const name = greedy ?? VARIABLE.exec(segment)?.[1];
    if (name !== undefined && names.includes(name)) {
      throw new LocalError(
        `The route "${routeKey}" has the path variable {${name}} twice: give each its own name.`,
      );
    }
    if (name !== undefined) names.push(name);
    if (greedy !== undefined) {
      if (index === segments.length - 1) return { node, names, greedy: true };
      throw new LocalError(
        `The route "${routeKey}" goes on after {${greedy}+}: a greedy variable must be its end.`,
      );
    }
    node = name === undefined ? literalChild(node, segment) : variableChild(node);
  }
  return { node, names, greedy: false };
}

function literalChild<R>(node: Node<R>, segment: string): Node<R> {
  const known = node.literals.get(segment);
  if (known !== undefined) return known;
  const child = emptyNode<R>();
  node.literals.set(segment, child);
  return child;
}

function variableChild<R>(node: Node<R>): Node<R> {
  node.variable ??= emptyNode();
  return node.variable;
}

function findFull<R>(node: Node<R>, search: Search, depth: number): Leaf<R> | undefined {
  const segment = search.segments[depth];
  if (segment === undefined) return node.full.get(search.method) ?? node.full.get("ANY");
  return walk(node, segment, search, (child) => findFull(child, search, depth + 1));
}

function findGreedy<R>(node: Node<R>, search: Search, depth: number): Leaf<R> | undefined {
  const segment = search.segments[depth];
  if (segment === undefined) return undefined;
  const deeper = walk(node, segment, search, (child) => findGreedy(child, search, depth + 1));
  if (deeper !== undefined) return deeper;
  const leaf = node.greedy.get(search.method) ?? node.greedy.get("ANY");
  if (leaf !== undefined) search.values.push(search.segments.slice(depth).join("/"));
  return leaf;
}

/** Tries the literal, then the variable that a segment can be. */
function walk<R>(
  node: Node<R>,
  segment: string,
  search: Search,
  find: (child: Node<R>) => Leaf<R> | undefined,
): Leaf<R> | undefined {
  const literal = node.literals.get(segment);
  const found = literal && find(literal);
  if (found !== undefined || node.variable === undefined || segment === "") return found;
  search.values.push(segment);
  const leaf = find(node.variable);
  if (leaf === undefined) search.values.pop();
  return leaf;
}

function named(names: readonly string[], values: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
}

function declaredTwice(routeKey: string): LocalError {
  return new LocalError(
    `The route "${routeKey}" is declared twice (path variables' names aside): remove one.`,
  );
}
