import type { FaultLine } from "../../faults/fault-answers.ts";

/** Says on every page that something fails on purpose. */
export function FaultBar({ faults }: { faults: readonly Pick<FaultLine, "spec">[] }) {
  const [first] = faults;
  if (first === undefined) return null;
  return (
    <p class="fault-bar" role="status">
      <strong>{faults.length === 1 ? "A fault is on" : `${faults.length} faults are on`}</strong>{" "}
      <code>{first.spec}</code>
      {faults.length > 1 && <span> and {faults.length - 1} more</span>} <a href="/faults">See all</a>
    </p>
  );
}
