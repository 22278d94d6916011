import * as v from "valibot";
import { LocalError } from "../../emulator.ts";
import { FAULT_KINDS, FAULTS } from "../../faults/fault.ts";
import type { ActiveFault, FaultBoard } from "../../faults/fault-board.ts";
import { writeTarget } from "../../faults/fault-spec.ts";
import type { DeclaredTarget } from "../../faults/fault-targets.ts";
import { check } from "../http/check.ts";
import { ConsoleError } from "../http/console-error.ts";
import { get, post, type Routes } from "../http/routes.ts";
import type { ServedCloud } from "../served-cloud.ts";
import type { FaultLine, FaultList, TargetLine } from "./fault-answers.ts";

const Addition = v.object({ spec: v.pipe(v.string(), v.maxLength(500)) });
const Removal = v.object({ id: v.number() });

/** Switches faults on and off, and tells which are on. */
export function faultRoutes({ faults }: ServedCloud): Routes {
  return {
    answers: [
      get("/api/faults", () => list(faults)),
      post("/api/faults", ({ body }) => {
        add(faults, check(Addition, body).spec);
        return list(faults);
      }),
      post("/api/faults/remove", ({ body }) => {
        const { id } = check(Removal, body);
        if (!faults.remove(id)) throw new ConsoleError(404, "That fault is off already.");
        return list(faults);
      }),
      post("/api/faults/clear", () => {
        faults.clear();
        return list(faults);
      }),
    ],
    streams: [],
  };
}

function add(faults: FaultBoard, spec: string): void {
  try {
    faults.add(spec);
  } catch (error) {
    if (error instanceof LocalError) throw new ConsoleError(400, error.message);
    throw error;
  }
}

function list({ active, targets }: FaultBoard): FaultList {
  return {
    active: active.map(faultLine),
    targets: targets.flatMap(targetLines),
    kinds: FAULT_KINDS.map((kind) => {
      const { does, amount } = FAULTS[kind];
      return { kind, does, ...(amount && { amount: amount.example }) };
    }),
  };
}

function faultLine({ id, spec, since, hits, fault }: ActiveFault): FaultLine {
  return { id, spec, since, hits, does: FAULTS[fault.kind].does[fault.target.kind] ?? "" };
}

/** A function by itself, then by its aliases and versions. */
function targetLines({ target, names: [shown = ""], qualifiers }: DeclaredTarget): TargetLine[] {
  const all = target.kind === "function" ? qualifiers.map((qualifier) => ({ ...target, qualifier })) : [];
  return [target, ...all].map((each) => ({ kind: each.kind, name: writeTarget(each, () => shown) }));
}
