import type { RequestEvent } from "../../events.ts";
import {
  type CallStatistics,
  type GraphService,
  serviceGraph,
} from "../../telemetry/traces/service-graph.ts";
import type { Trace } from "../../telemetry/traces/trace.ts";

/** What reached a service. */
export interface CallFigures {
  readonly count: number;
  readonly failed: number;
  /** Of those that failed: for which the service itself is to blame. */
  readonly faults: number;
  /** Mean, in milliseconds. */
  readonly meanMs: number;
}

/** One box of the map. */
export interface MapNode extends CallFigures {
  readonly id: string;
  readonly name: string;
  /** `client`, `gateway`, or the AWS resource type. */
  readonly type: string;
  /** From the client, 0, to what nobody calls further. */
  readonly column: number;
  /** Within the column. */
  readonly row: number;
}

export interface MapEdge extends CallFigures {
  readonly from: string;
  readonly to: string;
}

export interface ServiceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}

type Box = Omit<MapNode, "column" | "row">;

const CLIENT = "client";
const GATEWAY = "gateway";

/**
 * The service map of some traces, with the gateway before them, in columns from left to right.
 * @param requests those that led to the traces
 */
export function serviceMap(traces: readonly Trace[], requests: readonly RequestEvent[]): ServiceMap {
  const graph = serviceGraph(traces);
  const boxes = new Map<string, Box>();
  const edges = new Map<string, MapEdge>();
  for (const service of graph) addBox(boxes, service);
  for (const service of graph) addEdges(edges, service, graph);
  addGateway(boxes, edges, requests);
  return { nodes: placed([...boxes.values()], [...edges.values()]), edges: [...edges.values()] };
}

/** Lambda's own segment and the function's are one box: people think of one function. */
function addBox(boxes: Map<string, Box>, service: GraphService): void {
  const id = idOf(service);
  if (boxes.has(id) && service.type === "AWS::Lambda::Function") return;
  boxes.set(id, { id, name: service.name, type: service.type, ...figures(service.statistics) });
}

function addEdges(edges: Map<string, MapEdge>, service: GraphService, graph: readonly GraphService[]): void {
  const from = idOf(service);
  for (const { referenceId, statistics } of service.edges) {
    const called = graph.find((one) => one.referenceId === referenceId);
    if (!called || idOf(called) === from) continue;
    const to = idOf(called);
    edges.set(`${from} ${to}`, { from, to, ...figures(statistics) });
  }
}

function addGateway(
  boxes: Map<string, Box>,
  edges: Map<string, MapEdge>,
  requests: readonly RequestEvent[],
): void {
  if (requests.length === 0) return;
  const total = figuresOf(requests);
  boxes.set(CLIENT, { id: CLIENT, name: "Clients", type: CLIENT, ...total });
  boxes.set(GATEWAY, { id: GATEWAY, name: "API Gateway", type: GATEWAY, ...total });
  edges.set(CLIENT, { from: CLIENT, to: GATEWAY, ...total });
  const byFunction = Map.groupBy(requests, ({ functionName }) => functionName);
  for (const [name, some] of byFunction) {
    const to = `lambda ${name}`;
    if (name !== undefined && boxes.has(to))
      edges.set(`${GATEWAY} ${to}`, { from: GATEWAY, to, ...figuresOf(some) });
  }
}

/** Columns by the longest way from the left; rows in the order of traffic. */
function placed(boxes: readonly Box[], edges: readonly MapEdge[]): MapNode[] {
  const columns = new Map<string, number>(boxes.map(({ id }) => [id, 0]));
  // A circle of calls ends after as many rounds as there are boxes.
  for (let round = 0; round < boxes.length; round += 1) {
    let moved = false;
    for (const { from, to } of edges) {
      const column = (columns.get(from) ?? 0) + 1;
      if (column > (columns.get(to) ?? 0) && column < boxes.length) {
        columns.set(to, column);
        moved = true;
      }
    }
    if (!moved) break;
  }
  const rows = new Map<number, number>();
  return boxes
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map((box) => {
      const column = columns.get(box.id) ?? 0;
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      return { ...box, column, row };
    });
}

function idOf({ type, name }: GraphService): string {
  return type.startsWith("AWS::Lambda") ? `lambda ${name}` : `${type} ${name}`;
}

function figures({ count, errors, faults, throttles, totalTime }: CallStatistics): CallFigures {
  const meanMs = count === 0 ? 0 : (totalTime / count) * 1000;
  return { count, failed: errors + faults + throttles, faults, meanMs };
}

function figuresOf(requests: readonly RequestEvent[]): CallFigures {
  const total = requests.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
  const faults = requests.filter(({ status }) => status >= 500).length;
  return {
    count: requests.length,
    failed: faults,
    faults,
    meanMs: requests.length === 0 ? 0 : total / requests.length,
  };
}
