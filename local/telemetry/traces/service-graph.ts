import { type Segment, withSubsegments } from "./segment.ts";
import type { Trace } from "./trace.ts";
import { type ServiceId, serviceId } from "./trace-summary.ts";

/** Counts and times of the calls that reached a service. Times in seconds. */
export interface CallStatistics {
  count: number;
  errors: number;
  throttles: number;
  faults: number;
  totalTime: number;
}

/** One box of a service map, with arrows to what it calls. */
export interface GraphService extends ServiceId {
  readonly referenceId: number;
  /** Whether clients call it. */
  readonly root: boolean;
  readonly statistics: CallStatistics;
  readonly edges: readonly { readonly referenceId: number; readonly statistics: CallStatistics }[];
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly endTime: number;
}

interface Node {
  readonly id: ServiceId;
  readonly referenceId: number;
  root: boolean;
  readonly statistics: CallStatistics;
  readonly edges: Map<number, CallStatistics>;
  startTime: number;
  endTime: number;
}

/** The service map of some traces. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-servicegraph */
export function serviceGraph(traces: readonly Trace[]): GraphService[] {
  const nodes = new Map<string, Node>();
  for (const { segments } of traces) addTrace(nodes, segments);
  return [...nodes.values()].map(({ id, edges, ...node }) => ({
    ...id,
    ...node,
    edges: [...edges].map(([referenceId, statistics]) => ({ referenceId, statistics })),
  }));
}

function addTrace(nodes: Map<string, Node>, segments: readonly Segment[]): void {
  const ownerOf = new Map<string, Node>();
  for (const segment of segments) {
    const node = nodeOf(nodes, segment);
    for (const { id } of withSubsegments(segment)) ownerOf.set(id, node);
  }
  for (const segment of segments) {
    const node = nodeOf(nodes, segment);
    count(node.statistics, segment);
    node.startTime = Math.min(node.startTime, segment.start_time * 1000);
    node.endTime = Math.max(node.endTime, (segment.end_time ?? segment.start_time) * 1000);
    const caller = segment.parent_id === undefined ? undefined : ownerOf.get(segment.parent_id);
    if (!caller) node.root = true;
    else if (caller !== node) {
      const edge = caller.edges.get(node.referenceId) ?? noCalls();
      caller.edges.set(node.referenceId, edge);
      count(edge, segment);
    }
  }
}

function nodeOf(nodes: Map<string, Node>, segment: Segment): Node {
  const id = serviceId(segment);
  const key = `${id.type} ${id.name}`;
  const node = nodes.get(key) ?? {
    id,
    referenceId: nodes.size,
    root: false,
    statistics: noCalls(),
    edges: new Map(),
    startTime: Number.POSITIVE_INFINITY,
    endTime: 0,
  };
  nodes.set(key, node);
  return node;
}

function noCalls(): CallStatistics {
  return { count: 0, errors: 0, throttles: 0, faults: 0, totalTime: 0 };
}

function count(statistics: CallStatistics, segment: Segment): void {
  const { error, throttle, fault, start_time, end_time = start_time } = segment;
  statistics.count += 1;
  statistics.errors += Number(error === true);
  statistics.throttles += Number(throttle === true);
  statistics.faults += Number(fault === true);
  statistics.totalTime += end_time - start_time;
}
