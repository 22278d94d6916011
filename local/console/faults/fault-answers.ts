import type { FaultKind, TargetKind } from "../../faults/fault.ts";

/** A fault that is on. */
export interface FaultLine {
  readonly id: number;
  /** As `--fault` takes it. */
  readonly spec: string;
  /** What it does, in a sentence. */
  readonly does: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** How often it has struck. */
  readonly hits: number;
}

/** Something that can have faults. */
export interface TargetLine {
  readonly kind: TargetKind;
  /** As `--fault` takes it. */
  readonly name: string;
}

/** A kind of fault that one can choose. */
export interface KindLine {
  readonly kind: FaultKind;
  /** By what it befalls. */
  readonly does: Partial<Readonly<Record<TargetKind, string>>>;
  /** What it takes, as people write it: `2s`; absent where it takes nothing. */
  readonly amount?: string;
}

export interface FaultList {
  readonly active: readonly FaultLine[];
  readonly targets: readonly TargetLine[];
  readonly kinds: readonly KindLine[];
}
