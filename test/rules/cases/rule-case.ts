/** A rule with a program that breaks it and one that just keeps it. */
export interface RuleCase {
  readonly rule: string;
  /** Default: dev. */
  readonly stack?: string;
  readonly wrong: () => void;
  /** A part of what is said of the wrong one. */
  readonly says: string;
  readonly right: () => void;
  /** How often the last resource of each is there. Default: once. */
  readonly copies?: { readonly wrong: number; readonly right: number };
}

/** As many texts as asked for: `k1`, `k2`, … */
export function numbered(count: number, prefix = "k"): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}
