import { expect } from "chai";
import type { ApiAnswer, ApiCase } from "../../support/api-case.ts";
import { invalid } from "../../support/error-response.ts";
import { strangeIds } from "./read.cases.ts";
import {
  conflict,
  created,
  get,
  idOf,
  NOBODY,
  notFound,
  playerOf,
  post,
  put,
  remove,
  run,
  someone,
  updated,
} from "./requests.ts";

const change = (name: string, sent: unknown, changes: Readonly<Record<string, unknown>>): ApiCase => ({
  name,
  before: [post(someone())],
  request: (answers) => put(idOf(answers), sent),
  ...updated(changes),
});

const [first, second, third] = [someone(), someone(), someone()];

/** The rows of `PUT /players/{player_id}`. */
export const updateCases: readonly ApiCase[] = [
  change("changes the display name", { display_name: "New" }, { display_name: "New" }),
  change("changes the email", { email: `new.${run}@b.cd` }, { email: `new.${run}@b.cd` }),
  ...["active", "suspended", "banned", "inactive"].map((status) =>
    change(`sets the status ${status}`, { status }, { status }),
  ),
  change(
    "changes all at once",
    { display_name: "All", email: `all.${run}@b.cd`, status: "banned" },
    { display_name: "All", email: `all.${run}@b.cd`, status: "banned" },
  ),
  change("takes {} and changes the time alone", {}, {}),
  change("leaves what is null", { display_name: null, email: null, status: null }, {}),
  change(
    "changes no other field",
    { username: "other", player_id: NOBODY, level: 9, experience_points: 9, created_at: "" },
    {},
  ),
  {
    name: "shows the username again for an empty display name",
    before: [post(someone({ display_name: "Shown" }))],
    request: (answers) => put(idOf(answers), { display_name: "" }),
    status: 200,
    body: (actual: unknown, answers: readonly ApiAnswer[]) =>
      expect(actual).to.include({ display_name: playerOf(answers).username }),
  },
  {
    name: "takes the player's own email again",
    before: [post(someone())],
    request: (answers) => put(idOf(answers), { email: playerOf(answers).email }),
    ...updated({}),
  },
  {
    name: "takes the player's own email in another spelling",
    before: [post(first)],
    request: (answers) => put(idOf(answers), { email: first.email.toUpperCase() }),
    ...updated({ email: first.email.toUpperCase() }),
  },
  {
    name: "refuses another player's email in any spelling",
    before: [post(second), post(someone())],
    request: (answers) => put(idOf(answers, 1), { email: second.email.toUpperCase() }),
    ...conflict(`Email '${second.email.toUpperCase()}' already exists`),
  },
  {
    name: "changes nothing when the email is refused",
    before: [
      post(second),
      post(someone()),
      (answers) => put(idOf(answers, 1), { email: second.email, status: "banned" }),
    ],
    request: (answers) => get(`/players/${idOf(answers, 1)}`),
    status: 200,
    body: (actual: unknown, answers: readonly ApiAnswer[]) => expect(actual).to.deep.equal(answers[1]?.body),
  },
  {
    name: "frees the email that a player leaves",
    before: [post(third), (answers) => put(idOf(answers), { email: `left.${run}@b.cd` })],
    request: () => post({ ...third, username: `left.${run}` }),
    ...created({ ...third, username: `left.${run}` }),
  },
  ...[
    { name: "an unknown status", body: { status: "retired" }, fields: ["status"] },
    { name: "a malformed email", body: { email: "a@b" }, fields: ["email"] },
    { name: "an empty email", body: { email: "" }, fields: ["email"] },
    { name: "a display name of 51", body: { display_name: "x".repeat(51) }, fields: ["display_name"] },
    { name: "a number for a status", body: { status: 1 }, fields: ["status"] },
    { name: "an array", body: [], fields: ["body"] },
    { name: "no body", body: undefined, fields: [] },
    { name: "what is no JSON", body: "{", fields: [] },
  ].map(({ name, body, fields }) => ({
    name: `refuses ${name} before it looks for the player`,
    request: put(NOBODY, body),
    ...invalid(undefined, ...fields),
  })),
  ...strangeIds.map((id) => ({
    name: `updates no player ${id.slice(0, 25)}`,
    request: put(id, {}),
    ...notFound(decodeURIComponent(id)),
  })),
];

const [gone, back] = [someone(), someone()];

/** The rows of `DELETE /players/{player_id}`. */
export const deleteCases: readonly ApiCase[] = [
  {
    name: "removes a player and says nothing",
    before: [post(someone())],
    request: (answers) => remove(idOf(answers)),
    status: 204,
    body: undefined,
  },
  {
    name: "removes a player whose email has changed",
    before: [post(someone()), (answers) => put(idOf(answers), { email: `moved.${run}@b.cd` })],
    request: (answers) => remove(idOf(answers)),
    status: 204,
  },
  ...["", "/stats"].map((rest) => ({
    name: `finds no /players/{player_id}${rest} afterwards`,
    before: [post(someone()), (answers: readonly ApiAnswer[]) => remove(idOf(answers))],
    request: (answers: readonly ApiAnswer[]) => get(`/players/${idOf(answers)}${rest}`),
    status: 404,
  })),
  {
    name: "removes a player once",
    before: [post(someone()), (answers) => remove(idOf(answers))],
    request: (answers) => remove(idOf(answers)),
    status: 404,
    body: (actual: unknown, answers: readonly ApiAnswer[]) =>
      expect(actual).to.include({ message: `Player with ID '${idOf(answers)}' not found` }),
  },
  {
    name: "frees the username and the email",
    before: [post(gone), (answers) => remove(idOf(answers))],
    request: post(gone),
    ...created(gone),
  },
  {
    name: "gives a player who comes back another id",
    before: [post(back), (answers) => remove(idOf(answers))],
    request: post(back),
    status: 201,
    body: (actual: unknown, answers: readonly ApiAnswer[]) =>
      expect(actual).to.not.include({ player_id: idOf(answers) }),
  },
  ...strangeIds.map((id) => ({
    name: `removes no player ${id.slice(0, 25)}`,
    request: remove(id),
    ...notFound(decodeURIComponent(id)),
  })),
];
