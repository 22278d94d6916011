import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Check } from "../../functions/shared/check.ts";
import type { Contract } from "../../functions/shared/contract.ts";
import { router } from "../../functions/shared/routing.ts";
import type { PlannedCheck } from "./check.ts";
import { contractChecks } from "./contract-checks.ts";

/** What a service is asked once it is deployed. */
export interface ServiceChecks {
  readonly api: readonly PlannedCheck[];
  /** Of its Function URL, if it has one. */
  readonly functionUrl: readonly PlannedCheck[];
}

/** What a service's folder may have in `checks.ts`. */
interface WrittenChecks {
  readonly checks?: readonly Check[];
  readonly functionUrlChecks?: readonly Check[];
}

/**
 * The checks that a service's folder has in `checks.ts`, after what its contract alone lets one ask of the routes that
 * those leave out. So every endpoint is checked, whether or not somebody wrote a check for it.
 */
export async function checksOf(service: string): Promise<ServiceChecks> {
  const { contract } = (await load(service, "contract")) as { contract: Contract };
  const { checks = [], functionUrlChecks = [] } = (await load(service, "checks")) as WrittenChecks;
  const own = Object.fromEntries(Object.keys(contract.routes).map((key) => [key, key]));
  return {
    api: withContract(contract, own, checks),
    functionUrl: withContract(contract, contract.functionUrl ?? own, functionUrlChecks),
  };
}

/** @param keys method and path of each request that is answered, with its route */
function withContract(
  { title, routes }: Contract,
  keys: Readonly<Record<string, string>>,
  written: readonly Check[],
): PlannedCheck[] {
  const answered = Object.fromEntries(
    Object.entries(keys).flatMap(([key, routeKey]) => {
      const route = routes[routeKey];
      return route === undefined ? [] : [[key, route]];
    }),
  );
  const find = router({ title, routes: answered });
  const asked = written.map(({ status, ...check }) => {
    const [rawPath = ""] = check.path.split("?");
    const { routeKey: key = "" } = find({ rawPath, requestContext: { http: { method: check.method } } });
    const responses = answered[key]?.responses;
    return { key, check: { ...check, statuses: [status], ...(responses !== undefined && { responses }) } };
  });
  const left = Object.entries(answered).filter(([key]) => asked.every((one) => one.key !== key));
  return [...left.flatMap(([key, route]) => contractChecks(key, route)), ...asked.map(({ check }) => check)];
}

/** A file of a service's folder; nothing where it has none. */
async function load(service: string, file: string): Promise<object> {
  const path = resolve("functions", service, `${file}.ts`);
  return existsSync(path) ? import(path) : {};
}
