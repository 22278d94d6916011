import { LocalError } from "../emulator.ts";
import { FAULT_KINDS, FAULTS, type Fault, type FaultEffect, type FaultKind, OWN_STATUSES } from "./fault.ts";

/** A fault as a person wrote it: its target is not looked up yet. */
export interface WrittenFault extends FaultEffect {
  /** `players`, `players:live`, `POST /message`, `table/players`, `bucket/files`. */
  readonly target: string;
}

const SPEC = /^(?<target>.+):(?<kind>[a-z]+)(?:=(?<amount>[^@=]*))?(?:@(?<percent>.*))?$/;
const FORM = "use TARGET:KIND, TARGET:KIND=AMOUNT or either with @N% behind it";

/**
 * Reads `players:latency=2s@10%`: target, kind, amount for kinds that take one, and the share that is 100 % without.
 * @throws LocalError saying what is wrong with it
 */
export function parseFault(spec: string): WrittenFault {
  const { target, kind, amount, percent } = SPEC.exec(spec.trim())?.groups ?? {};
  if (target === undefined || kind === undefined) throw refused(spec, `is no fault: ${FORM}`);
  if (!isKind(kind)) throw refused(spec, `has no kind that is known: use one of ${FAULT_KINDS.join(", ")}`);
  const value = amountOf(spec, kind, amount);
  return {
    target: unquoted(target.trim()),
    kind,
    percent: percentOf(spec, percent),
    ...(value !== undefined && { amount: value }),
  };
}

/** As {@link parseFault} reads it. @param target as people name it */
export function writeFault({ kind, amount, percent }: FaultEffect, target: string): string {
  const { unit } = FAULTS[kind].amount ?? {};
  const value = amount === undefined ? "" : `=${unit === "time" ? time(amount) : amount}`;
  const share = percent === 100 ? "" : `@${percent}%`;
  return `${target}:${kind}${value}${share}`;
}

/** A target as people name it, without what all names of the stack begin with. */
export function writeTarget(target: Fault["target"], nameOf: (name: string) => string): string {
  if (target.kind === "route") return target.routeKey;
  if (target.kind !== "function") return `${target.kind}/${nameOf(target.name)}`;
  return target.qualifier === undefined ? nameOf(target.name) : `${nameOf(target.name)}:${target.qualifier}`;
}

export function refused(spec: string, why: string): LocalError {
  return new LocalError(`The fault '${spec}' ${why}.`);
}

function isKind(kind: string): kind is FaultKind {
  return Object.hasOwn(FAULTS, kind);
}

function unquoted(target: string): string {
  return /^(["'])(.*)\1$/.exec(target)?.[2] ?? target;
}

function amountOf(spec: string, kind: FaultKind, text: string | undefined): number | undefined {
  const { amount } = FAULTS[kind];
  if (amount === undefined) {
    if (text === undefined) return undefined;
    throw refused(spec, `has an amount, and ${kind} takes none`);
  }
  const example = `${kind}=${amount.example}`;
  if (text === undefined) throw refused(spec, `lacks an amount: ${example} for example`);
  const value = amount.unit === "time" ? milliseconds(text) : wholeNumber(text);
  const isFit = value >= amount.least && value <= amount.most;
  if (!isFit || (kind === "status" && !OWN_STATUSES.includes(value))) {
    throw refused(
      spec,
      `has the amount ${JSON.stringify(text)}: use ${rangeOf(kind)}, ${example} for example`,
    );
  }
  return value;
}

function rangeOf(kind: FaultKind): string {
  const { amount } = FAULTS[kind];
  if (kind === "status") return OWN_STATUSES.join(", ");
  if (amount?.unit === "time") return `a time from ${time(amount.least)} to ${time(amount.most)}`;
  return `a whole number from ${amount?.least} to ${amount?.most}`;
}

function percentOf(spec: string, text: string | undefined): number {
  if (text === undefined) return 100;
  const value = /^\d+(?:\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) : Number.NaN;
  if (value > 0 && value <= 100) return value;
  throw refused(
    spec,
    `has the share ${JSON.stringify(text)}: use more than 0% and at most 100%, @10% for example`,
  );
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** @returns NaN for what is no time */
function milliseconds(text: string): number {
  const [, value = "", unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  return Number(value || Number.NaN) * (UNITS[unit] ?? Number.NaN);
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function time(ms: number): string {
  return ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms`;
}
