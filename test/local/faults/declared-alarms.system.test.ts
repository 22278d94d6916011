import { expect } from "chai";
import { type Drill, drillFor } from "../../../local/console/alarms/drill.ts";
import { EventStream, type LocalEvent } from "../../../local/events.ts";
import type { DeclaredProgram } from "../../../local/program/declared.ts";
import type { Alarm, MetricAlarm } from "../../../local/telemetry/alarms/alarm.ts";
import { declaredAlarms } from "../../../local/telemetry/alarms/declared-alarms.ts";
import { DeclaredReader } from "../../../local/telemetry/declared-properties.ts";
import { declaredStack } from "../../rules/declared-stack.ts";
import { evaluatedOnce } from "../../support/evaluated.ts";
import { AlarmDrive } from "./alarm-drive.ts";
import { type RehearsalCloud, rehearsalCloud } from "./rehearsal-cloud.ts";

/** Of every service, so that each declares a canary alarm. */
const ON_TRIAL = ["data", "idp", "players", "patients", "appointments", "inventory", "messages"];

const VARIANTS = {
  "dev, with canaries": () =>
    evaluate("dev", { "lambdock:stableVersions": ON_TRIAL.map((name) => `${name}=7`).join(",") }),
  "dev, without composites": () => evaluate("dev", { "lambdock:compositeAlarms": "false" }),
  test: () => declaredStack("test"),
  prod: () => declaredStack("prod"),
} as const;

function evaluate(stack: string, config: Record<string, string>): Promise<DeclaredProgram> {
  return evaluatedOnce({ stack, config });
}

interface Variant {
  readonly program: DeclaredProgram;
  readonly alarms: readonly Alarm[];
}

describe("every declared alarm", () => {
  const variants = new Map<string, Variant>();
  let cloud: RehearsalCloud;

  before(async function () {
    this.timeout(120_000);
    for (const [name, program] of await Promise.all(
      Object.entries(VARIANTS).map(async ([name, evaluated]) => [name, await evaluated()] as const),
    )) {
      variants.set(name, { program, alarms: declaredAlarms(new DeclaredReader(program, new EventStream())) });
    }
    cloud = await rehearsalCloud(variantNamed("dev, with canaries").program);
  });

  after(() => cloud?.stop());

  function variantNamed(name: string): Variant {
    return variants.get(name) ?? expect.fail(name);
  }

  async function drillOf(
    alarm: Alarm,
    { alarms }: Variant,
  ): Promise<{ drill: Drill; events: readonly LocalEvent[] }> {
    const byName = (name: string) => alarms.find((one) => one.name === name || one.arn === name);
    const choice = drillFor(alarm, { ...cloud.surroundings, alarm: byName });
    if (!choice.possible) expect.fail(`${alarm.name} has no fault that fires it: ${choice.why}`);
    return { drill: choice.drill, events: await cloud.record(choice.drill) };
  }

  /** Fires an alarm by its fault, and takes the fault away, with the composites that may speak for it. */
  async function rehearse(alarm: Alarm, variant: Variant): Promise<void> {
    const happening = await drillOf(alarm, variant);
    const { watched } = happening.drill;
    const composites = variant.alarms.filter(({ kind }) => kind === "composite");
    const drive = await AlarmDrive.begin(variant.program, [watched, ...composites]);
    const most = watched.evaluationPeriods + 3;
    const fired = drive.minutesUntil(
      () => drive.stateOf(alarm.name) === "ALARM",
      most,
      () => drive.minute(happening),
    );
    expect(fired, `${alarm.name} does not fire with ${happening.drill.fault}`).not.to.equal(undefined);
    // Lasts a while: nobody is told again.
    drive.minute(happening);
    const over = drive.minutesUntil(
      () => drive.stateOf(alarm.name) === "OK",
      most,
      () => drive.minute(),
    );
    expect(over, `${alarm.name} does not recover`).not.to.equal(undefined);
    for (const each of [watched, ...composites]) expectOneRoundTrip(drive, each, alarm);
    expect(drive.notifications.toSorted()).to.deep.equal(
      drive.changes
        .flatMap(({ alarmName, state, actions }) => actions.map(() => `${state}: "${alarmName}"`))
        .toSorted(),
    );
    await drive.stop();
  }

  /** What changed went to ALARM once and back once, and told whom it had to each time. */
  function expectOneRoundTrip(drive: AlarmDrive, each: Alarm, rehearsed: Alarm): void {
    const own = drive.changes.filter(({ alarmName }) => alarmName === each.name);
    if (own.length === 0 && each.name !== rehearsed.name) return;
    expect(
      own.map(({ previousState, state }) => `${previousState} -> ${state}`),
      each.name,
    ).to.deep.equal(["OK -> ALARM", "ALARM -> OK"]);
    const told = (state: "ALARM" | "OK") =>
      each.actions[state].map((topic) => `Successfully executed action ${topic}`);
    expect(drive.historyOf(each.name), each.name).to.deep.equal([
      "Alarm updated from INSUFFICIENT_DATA to OK",
      ...told("OK"),
      "Alarm updated from OK to ALARM",
      ...told("ALARM"),
      "Alarm updated from ALARM to OK",
      ...told("OK"),
    ]);
  }

  for (const name of ["dev, with canaries", "dev, without composites"] as const) {
    it(`in ${name}, goes to ALARM by a fault and back to OK, and tells each change once`, async function () {
      this.timeout(60_000);
      const variant = variantNamed(name);
      expect(variant.alarms.length).to.be.greaterThan(60);
      for (const alarm of variant.alarms) await rehearse(alarm, variant);
    });
  }

  it("of a version on trial is among them, and of every service", () => {
    const { alarms } = variantNamed("dev, with canaries");
    const canaries = alarms.filter(({ name }) => name.endsWith("-canary"));
    expect(canaries).to.have.length(ON_TRIAL.length);
    expect(alarms.filter(({ kind }) => kind === "composite")).to.have.length(ON_TRIAL.length + 1);
  });

  for (const name of ["test", "prod"] as const) {
    it(`in ${name} is one that dev declares, or has a fault of its own`, async function () {
      this.timeout(60_000);
      const known = new Set(variantNamed("dev, with canaries").alarms.map(withoutNames));
      const variant = variantNamed(name);
      const others = variant.alarms.filter((alarm) => !known.has(withoutNames(alarm)));
      if (others.length === 0) return;
      await cloud.stop();
      cloud = await rehearsalCloud(variant.program);
      for (const alarm of others) await rehearse(alarm, variant);
    });
  }

  it("is told once by its composite, however many causes there are", async () => {
    const variant = variantNamed("dev, with canaries");
    const causes = variant.alarms.filter(
      (alarm): alarm is MetricAlarm =>
        alarm.kind === "metric" && /-messages-(errors|throttles|table-write-throttles)$/.test(alarm.name),
    );
    expect(causes).to.have.length(3);
    const happenings = await Promise.all(causes.map((cause) => drillOf(cause, variant)));
    const composites = variant.alarms.filter(({ kind }) => kind === "composite");
    const drive = await AlarmDrive.begin(variant.program, [...causes, ...composites]);
    // One after the other begins, and all end together.
    for (let minute = 0; minute < 9; minute += 1)
      drive.minute(...happenings.slice(0, 1 + Math.floor(minute / 2)));
    expect(causes.map(({ name }) => drive.stateOf(name))).to.deep.equal(["ALARM", "ALARM", "ALARM"]);
    for (let minute = 0; minute < 9; minute += 1) drive.minute();
    const impact = composites.find(({ name }) => name.endsWith("-messages-impact"))?.name;
    expect(drive.notifications).to.deep.equal([`ALARM: "${impact}"`, `OK: "${impact}"`]);
    await drive.stop();
  });
});

/** An alarm without what a stack's name makes of names. */
function withoutNames(alarm: Alarm): string {
  const { name: _name, arn: _arn, ...rest } = alarm;
  return JSON.stringify(rest)
    .replace(/lambdock([-/])(dev|test|prod)\b/g, "lambdock$1STACK")
    .replace(/"(TableName|ApiId)":"[^"]*"/g, '"$1":"…"');
}
