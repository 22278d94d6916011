import type { Machine } from "../machine.ts";
import { format, machineLine, type Target, table, verdict } from "../markdown.ts";
import { median, medianRatio } from "../statistics.ts";
import type { Contestant } from "./contestant.ts";
import type { Connections, Performance, Performances } from "./rounds.ts";

interface Figure {
  readonly label: string;
  of(performance: Performance): number;
  /** What the product's figure, divided by the peer's, should come to. */
  readonly target?: Target;
}

function underLoad(connections: Connections, memory?: Target, throughput?: Target): Figure[] {
  const at = `${connections} connections`;
  return [
    {
      label: `requests/s, ${at}`,
      of: ({ loaded }) => loaded[connections].requestsPerSecond,
      ...(throughput && { target: throughput }),
    },
    { label: `CPU, ms a request, ${at}`, of: ({ loaded }) => loaded[connections].cpuMsPerRequest },
    { label: `p50, ms, ${at}`, of: ({ loaded }) => loaded[connections].p50Ms },
    { label: `p99, ms, ${at}`, of: ({ loaded }) => loaded[connections].p99Ms },
    {
      label: `memory, MB, ${at}`,
      of: ({ loaded }) => loaded[connections].peakMb,
      ...(memory && { target: memory }),
    },
    { label: `processes, ${at}`, of: ({ loaded }) => loaded[connections].processes },
    { label: `failed requests, ${at}`, of: ({ loaded }) => loaded[connections].failures },
  ];
}

const FIGURES: readonly Figure[] = [
  {
    label: "command to first 200, ms",
    of: ({ firstAnswerMs }) => firstAnswerMs,
    target: { bound: "≤", value: 1 / 2 },
  },
  { label: "memory, MB, idle", of: ({ idleMb }) => idleMb },
  ...underLoad(10, { bound: "≤", value: 1 / 3 }),
  ...underLoad(50, undefined, { bound: "≥", value: 3 }),
];

/** Who is compared with whom. */
export interface Comparison {
  readonly performances: Performances;
  readonly product: Contestant;
  readonly peer: Contestant;
}

/** The table: medians by contestant, the product's ratio to its peer, and its target. */
export function serveReport(comparison: Comparison, machine: Machine, rounds: number): string {
  const { performances, product, peer } = comparison;
  const rows = FIGURES.map((figure) => {
    const medians = [...performances.values()].map((all) => format(median(all.map(figure.of))));
    const ratio = ratioOf(figure, comparison);
    return [figure.label, ...medians, format(ratio), figure.target ? verdict(ratio, figure.target) : ""];
  });
  const names = [...performances.keys()].map(({ name }) => name);
  return [
    table(["", ...names, `${product.name} / ${peer.name}`, "target"], rows),
    "",
    `Medians of ${rounds} rounds, and the median of the rounds' ratios. ${machineLine(machine)}`,
  ].join("\n");
}

/** All that was measured, for another program. */
export function serveResult(comparison: Comparison, machine: Machine) {
  return {
    machine,
    contestants: Object.fromEntries([...comparison.performances].map(([{ name }, all]) => [name, all])),
    ratios: Object.fromEntries(FIGURES.map((figure) => [figure.label, ratioOf(figure, comparison)])),
  };
}

function ratioOf(figure: Figure, { performances, product, peer }: Comparison): number {
  const [ours = [], theirs = []] = [performances.get(product), performances.get(peer)];
  return medianRatio(ours.map(figure.of), theirs.map(figure.of));
}
