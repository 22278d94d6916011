const WIDTH = 120;
const HEIGHT = 28;

/** Bars without axes: how something went, beside the number that says how much. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(values.length, 1);
  const bars = values.map((value, index) => ({
    x: index * step + 1,
    height: value === 0 ? 1 : Math.max(2, (value / most) * HEIGHT),
    tone: value === 0 ? "spark-none" : undefined,
  }));
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {bars.map(({ x, height, tone }) => (
        <rect key={x} class={tone} x={x} y={HEIGHT - height} width={Math.max(step - 2, 1)} height={height} />
      ))}
    </svg>
  );
}
