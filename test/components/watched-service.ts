import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AlarmActions } from "../../components/alarms.ts";
import { ContainerFunction, type ContainerFunctionArgs } from "../../components/container-function.ts";
import { ServiceAlarms } from "../../components/service-alarms.ts";
import { Table } from "../../components/table.ts";

/** The name of everything that {@link useWatchedService} declares. */
export const NAME = "watched-in-test";

/** Declares a function with a table and alarms, for suites of what is declared over them. */
export function useWatchedService() {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "watched-"));
    writeFileSync(join(folder, "Dockerfile"), "FROM scratch AS lambda\n");
  });

  after(() => {
    for (const path of [folder, `.build/${NAME}`, `.build/${NAME}.bundle.json`]) {
      rmSync(path, { recursive: true, force: true });
    }
  });

  return (actions: AlarmActions = {}, args: Partial<ContainerFunctionArgs> = {}) => {
    const image = { dockerfile: join(folder, "Dockerfile") };
    const entry = "functions/data/handler.ts";
    const fn = new ContainerFunction(NAME, { entry, image, timeout: 20, ...actions, ...args });
    const tables = [new Table(NAME, { hashKey: "id", ...actions })];
    const alarms = new ServiceAlarms(NAME, { fn, tables, ...actions });
    const metrics = { "GET /data": { 200: { name: "DataServed", unit: "Count" } } } as const;
    return { fn, tables, alarms, metrics };
  };
}
