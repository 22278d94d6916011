/** Columns of CloudWatch's grid. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const COLUMNS = 24;

/** A widget that has no place yet. Sizes are in grid units. */
export interface Widget {
  readonly type: "metric" | "text" | "alarm" | "log";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A widget in its place. */
export interface PlacedWidget extends Widget {
  readonly x: number;
  readonly y: number;
}

/** Sets rows below each other, each as high as its highest widget, so that no two widgets overlap. */
export function placeRows(rows: readonly (readonly Widget[])[]): PlacedWidget[] {
  const placed: PlacedWidget[] = [];
  let y = 0;
  for (const row of rows) {
    let x = 0;
    for (const widget of row) {
      if (x + widget.width > COLUMNS) {
        throw new RangeError(`A dashboard row has ${COLUMNS} columns; its widgets need ${x + widget.width}.`);
      }
      placed.push({ ...widget, x, y });
      x += widget.width;
    }
    y += Math.max(0, ...row.map(({ height }) => height));
  }
  return placed;
}
