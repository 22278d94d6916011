import type { Alarm } from "./alarms.ts";
import type { Bundle } from "./bundles.ts";
import type { Changes } from "./compare.ts";
import { type Difference, isUnchanged } from "./difference.ts";
import { bulletList, code, signed, table } from "./markdown-parts.ts";
import type { ApiChanges } from "./openapi.ts";
import type { Permission } from "./permissions.ts";
import type { Route } from "./routes.ts";

/** What was compared. */
export interface Compared {
  readonly against: string;
  readonly stack: string;
}

/** The changes as a comment on a pull request: what gives more rights or breaks clients comes first. */
export function markdown(changes: Changes, { against, stack }: Compared): string {
  const sections = [
    permissionsSection(changes.permissions),
    routesSection(changes.routes),
    apiSection(changes.api),
    alarmsSection(changes.alarms, changes.unwatched),
    bundlesSection(changes.bundles),
  ].filter((section) => section !== "");
  const title = `## What changes in stack ${code(stack)}, against ${code(against)}`;
  const nothing = "Permissions, routes, the API's description, alarms and bundles stay as they are.";
  return `${[title, ...(sections.length === 0 ? [nothing] : sections)].join("\n\n")}\n`;
}

function permissionsSection({ added, removed }: Difference<Permission>): string {
  const rows = (permissions: readonly Permission[]) =>
    permissions.map(({ effect, who, action, resource, condition }) => [
      effect === "Deny" ? `${code(who)} may not` : code(who),
      code(action),
      code(resource),
      condition === undefined ? "" : code(condition),
    ]);
  const head = ["who", "action", "on", "when"];
  // What is denied no longer is allowed more than before.
  const wider = [...added.filter(isAllowed), ...removed.filter((each) => !isAllowed(each))];
  const narrower = [...removed.filter(isAllowed), ...added.filter((each) => !isAllowed(each))];
  return [
    ...(wider.length === 0
      ? []
      : [
          `### Permissions\n\n> [!WARNING]\n> ${wider.length} new. Is each of them needed?`,
          table(head, rows(wider)),
        ]),
    ...(narrower.length === 0
      ? []
      : [
          `${wider.length === 0 ? "### Permissions\n\n" : ""}Taken away or denied:`,
          table(head, rows(narrower)),
        ]),
  ].join("\n\n");
}

function isAllowed({ effect }: Permission): boolean {
  return effect === "Allow";
}

function routesSection(routes: Difference<Route>): string {
  if (isUnchanged(routes)) return "";
  const row = (what: string, { key, target, authorization }: Route) => [
    what,
    code(key),
    code(target),
    authorization === "NONE" ? "everybody" : code(authorization),
  ];
  const rows = [
    ...routes.removed.map((route) => row("**removed**", route)),
    ...routes.changed.map(({ before, after }) =>
      row(`was ${code(before.target)}, ${code(before.authorization)}`, after),
    ),
    ...routes.added.map((route) => row("new", route)),
  ];
  return `### Routes\n\n${table(["", "route", "function", "for"], rows)}`;
}

function apiSection(api: ApiChanges | undefined): string {
  if (api === undefined || api.breaking.length + api.compatible.length === 0) return "";
  const breaking = `> [!CAUTION]\n> Can break clients: ${api.breaking.length}.\n\n${bulletList(api.breaking)}`;
  return [
    "### API",
    ...(api.breaking.length === 0 ? [] : [breaking]),
    ...(api.compatible.length === 0 ? [] : [`Compatible:\n\n${bulletList(api.compatible)}`]),
  ].join("\n\n");
}

function alarmsSection(alarms: Difference<Alarm>, unwatched: readonly string[]): string {
  if (isUnchanged(alarms) && unwatched.length === 0) return "";
  const row = (what: string, { name, watches, when }: Alarm) => [
    what,
    code(name),
    watches.map(code).join(", "),
    code(when),
  ];
  const rows = [
    ...alarms.removed.map((alarm) => row("**removed**", alarm)),
    ...alarms.changed.map(({ before, after }) => row(`was ${code(before.when)}`, after)),
    ...alarms.added.map((alarm) => row("new", alarm)),
  ];
  const without = `> [!WARNING]\n> Functions without an alarm: ${unwatched.map(code).join(", ")}`;
  return [
    "### Alarms",
    ...(unwatched.length === 0 ? [] : [without]),
    ...(rows.length === 0 ? [] : [table(["", "alarm", "watches", "when"], rows)]),
  ].join("\n\n");
}

function bundlesSection(bundles: Difference<Bundle>): string {
  if (isUnchanged(bundles)) return "";
  const number = (bytes: number) => bytes.toLocaleString("en-US");
  const rows = [
    ...bundles.changed.map(({ before, after }) => [
      code(after.name),
      number(before.bytes),
      number(after.bytes),
      signed(after.bytes - before.bytes),
    ]),
    ...bundles.added.map(({ name, bytes }) => [code(name), "", number(bytes), "new"]),
    ...bundles.removed.map(({ name, bytes }) => [code(name), number(bytes), "", "removed"]),
  ];
  return `### Bundles, in bytes\n\n${table(["function", "before", "after", ""], rows)}`;
}
