import { FAULTS, kindsOf, type TargetKind } from "./fault.ts";

const TARGETS: readonly (readonly [TargetKind, string])[] = [
  ["function", "players, players:live, players:7"],
  ["route", '"POST /message"'],
  ["table", "table/players"],
  ["bucket", "bucket/inventory"],
];

function kindLine(target: TargetKind): string {
  return kindsOf(target)
    .map((kind) => {
      const { amount } = FAULTS[kind];
      return amount === undefined ? kind : `${kind}=${amount.example}`;
    })
    .join(" ");
}

const width = Math.max(...TARGETS.map(([, example]) => example.length));

/** What `--fault` takes, for the help text. */
export const FAULT_HELP = `Faults are TARGET:KIND, with @N% behind for a share of what they could befall:
${TARGETS.map(([target, example]) => `  ${example.padEnd(width)}  ${kindLine(target)}`).join("\n")}
The console switches them on and off while it runs. docs/monitoring.md says what each does.
`;
