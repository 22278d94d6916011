import type { GrantedAction, RoleReport, StatementReport } from "./role-report.ts";

/** A role's report for the terminal. */
export function reportText({ roleName, statements, refused }: RoleReport): string {
  return [
    roleName,
    ...statements.flatMap(statementLines),
    ...refused.flatMap(({ action, resource, count, because, add }) => [
      `  REFUSED  ${action} on ${resource}, ${times(count)} (${because}). To allow it, add:`,
      ...indented(JSON.stringify(add, null, 2)),
    ]),
    "",
  ].join("\n");
}

function statementLines({ label, resources, actions, narrowed }: StatementReport): string[] {
  return [
    `  ${label}: ${resources.join(", ")}`,
    ...actions.map(actionLine),
    ...(narrowed === null ? ["    Nothing of it was used: remove the statement."] : []),
    ...(narrowed ? ["    Without what was not used:", ...indented(JSON.stringify(narrowed, null, 2))] : []),
  ];
}

const WORDS = { used: "used    ", unused: "UNUSED  ", platform: "platform" } as const;

function actionLine({ action, status, count, usedAs }: GrantedAction): string {
  const detail = usedAs.length > 0 ? ` (${usedAs.join(", ")})` : "";
  return `    ${WORDS[status]}  ${action}${count > 0 ? `, ${times(count)}` : ""}${detail}`;
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `      ${line}`);
}
