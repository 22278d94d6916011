import type { ServiceMap as Map_, MapEdge, MapNode } from "../../traces/service-map.ts";
import { count, duration } from "../format.ts";
import { edgePath, mapLayout, NODE } from "./map-layout.ts";

/** What called what, from the client on the left to what nobody calls further. */
export function ServiceMap({ map, traces }: { map: Map_; traces: number }) {
  const { width, height, place } = mapLayout(map.nodes, !matchMedia("(max-width: 760px)").matches);
  const byId = new Map(map.nodes.map((node) => [node.id, node]));
  return (
    <figure class="card service-map">
      <figcaption>
        Service map of the {traces === 1 ? "trace" : `${traces} traces`} below: calls, and their mean time
      </figcaption>
      <div class="scroll-x">
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
      </div>
    </figure>
  );
}

function Edge({ edge, path }: { edge: MapEdge; path: string }) {
  return <path class={edge.failed > 0 ? "map-edge map-bad" : "map-edge"} d={path} />;
}

function NodeBox({ node, x, y }: { node: MapNode; x: number; y: number }) {
  const { name, type, failed } = node;
  return (
    <g class={failed > 0 ? "map-node map-bad" : "map-node"} transform={`translate(${x} ${y})`}>
      <title>{`${name}: ${figures(node)}`}</title>
      <rect width={NODE.width} height={NODE.height} rx="8" />
      <text x="12" y="20" class="map-name">
        {shortened(name)}
      </text>
      <text x="12" y="36" class="map-figures">
        {kind(type)} · {count(node.count)} · {duration(node.meanMs)}
      </text>
    </g>
  );
}

function figures({ count: calls, failed, meanMs }: MapNode): string {
  const failures = failed > 0 ? `, ${count(failed)} failed` : "";
  return `${count(calls)} calls${failures}, mean ${duration(meanMs)}`;
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
