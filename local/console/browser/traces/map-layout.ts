import type { MapNode } from "../../traces/service-map.ts";

/** A box's size and the room between boxes, in pixels. */
export const NODE = { width: 222, height: 40, betweenColumns: 52, betweenRows: 8 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where each box goes: columns side by side, each centred on the same line where there is room to see it. */
export function mapLayout(nodes: readonly MapNode[], isCentred: boolean) {
  const rowsIn = (column: number) => nodes.filter((node) => node.column === column).length;
  const columns = Math.max(0, ...nodes.map(({ column }) => column)) + 1;
  const heightOf = (rows: number) => rows * (NODE.height + NODE.betweenRows) - NODE.betweenRows;
  const height = Math.max(
    ...Array.from({ length: columns }, (_, column) => heightOf(rowsIn(column))),
    NODE.height,
  );
  const place = ({ column, row }: MapNode): Point => ({
    x: column * (NODE.width + NODE.betweenColumns),
    y: (isCentred ? (height - heightOf(rowsIn(column))) / 2 : 0) + row * (NODE.height + NODE.betweenRows),
  });
  return { width: columns * (NODE.width + NODE.betweenColumns) - NODE.betweenColumns, height, place };
}

/** A curve from the right side of a box to the left side of another. */
export function edgePath(from: Point, to: Point): string {
  const startX = from.x + NODE.width;
  const startY = from.y + NODE.height / 2;
  const endY = to.y + NODE.height / 2;
  const middle = (startX + to.x) / 2;
  return `M${startX} ${startY}C${middle} ${startY} ${middle} ${endY} ${to.x} ${endY}`;
}
