import { useState } from "preact/hooks";
import type { CallFigures, ServiceMap as Map_, MapEdge, MapNode } from "../../traces/service-map.ts";
import { count, duration, quantity } from "../format.ts";
import { Scrollable } from "../parts/scrollable.tsx";
import { edgePath, mapLayout, NODE } from "./map-layout.ts";

/** What called what, from the client on the left to what nobody calls further. */
export function ServiceMap({ map, traces }: { map: Map_; traces: number }) {
  // Kept: a map that is drawn anew stays as the person has left it.
  const [isWide] = useState(() => !matchMedia("(max-width: 760px)").matches);
  const { width, height, place } = mapLayout(map.nodes, isWide);
  const byId = new Map(map.nodes.map((node) => [node.id, node]));
  return (
    <details class="card service-map" open={isWide}>
      <summary>
        <h2>Service map</h2>{" "}
        <span class="muted">
          of the {traces === 1 ? "trace" : `${traces} traces`} below: calls, and their mean time
        </span>
      </summary>
      <Scrollable class="scroll-x">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="img"
          aria-label={inWords(map)}
        >
          {map.edges.map((edge) => {
            const from = byId.get(edge.from);
            const to = byId.get(edge.to);
            return (
              from &&
              to && (
                <Edge key={`${edge.from} ${edge.to}`} edge={edge} path={edgePath(place(from), place(to))} />
              )
            );
          })}
          {map.nodes.map((node) => (
            <NodeBox key={node.id} node={node} {...place(node)} />
          ))}
        </svg>
      </Scrollable>
    </details>
  );
}

function Edge({ edge, path }: { edge: MapEdge; path: string }) {
  return <path class={`map-edge ${trouble(edge)}`} d={path} />;
}

function NodeBox({ node, x, y }: { node: MapNode; x: number; y: number }) {
  const { name, type } = node;
  return (
    <g class={`map-node ${trouble(node)}`} transform={`translate(${x} ${y})`}>
      <title>{`${name}: ${figures(node)}`}</title>
      <rect width={NODE.width} height={NODE.height} rx="8" />
      <text x="12" y="17" class="map-name">
        {shortened(name)}
      </text>
      <text x="12" y="32" class="map-figures">
        {kind(type)} · {count(node.count)} · {duration(node.meanMs)}
      </text>
    </g>
  );
}

/** Red where the service failed, amber where it was asked for what it refuses. */
function trouble({ failed, faults }: CallFigures): string {
  if (faults > 0) return "map-bad";
  return failed > 0 ? "map-warn" : "";
}

function figures({ count: calls, failed, meanMs }: MapNode): string {
  const failures = failed > 0 ? `, ${count(failed)} failed` : "";
  return `${quantity(calls, "call")}${failures}, mean ${duration(meanMs)}`;
}

function kind(type: string): string {
  if (type.startsWith("AWS::Lambda")) return "Lambda";
  return type.replace(/^AWS::/, "").split("::")[0] ?? type;
}

function shortened(name: string): string {
  return name.length > 26 ? `…${name.slice(-25)}` : name;
}

/** For those who hear the page. */
function inWords({ nodes, edges }: Map_): string {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges
    .map(({ from, to, count: calls }) => `${names.get(from)} calls ${names.get(to)}: ${calls}`)
    .join("; ");
}
