import type { ApiCase } from "../../support/api-case.ts";
import { invalid } from "../../support/error-response.ts";
import { conflict, created, NOBODY, post, run, someone } from "./requests.ts";

function creation(name: string, extra: Readonly<Record<string, unknown>>, display?: string): ApiCase {
  const player = someone(extra);
  return { name, request: post(player), ...created(player, display) };
}

const taken = someone();
const alphabet = "abcdefghijklmnopqrstuvwxyz";

/** The rows of `POST /players`. */
export const createCases: readonly ApiCase[] = [
  creation("adds a player, shown by the username", {}),
  creation("adds a player with a display name", { display_name: "The One" }, "The One"),
  creation("takes a display name of 50 emoji", { display_name: "😀".repeat(50) }, "😀".repeat(50)),
  creation("takes an empty display name for none", { display_name: "" }),
  creation("takes null for no display name", { display_name: null }),
  creation("lets nobody choose id, status or level", {
    player_id: NOBODY,
    status: "banned",
    level: 99,
    ["__proto__"]: { level: 99 },
  }),
  creation("takes a username of 30 characters", { username: `${run}${alphabet}${alphabet}`.slice(0, 30) }),
  creation("takes a username with NUL, quotes and line ends", { username: `\u0000"'\r\n${run}` }),
  creation("takes an address with every sign that the grammar has", {
    email: `o'b.x!#$%&*+/=?^_\`{|}~-${run}@a-b.c1.xn--p1ai`,
  }),
  {
    name: "takes the last of duplicate keys",
    request: post(`{"username":"x",${JSON.stringify(someone({ username: `dup${run}` })).slice(1)}`),
    status: 201,
  },
  {
    name: "keeps a username for one player",
    before: [post(taken)],
    request: post({ ...someone(), username: taken.username }),
    ...conflict(`Username '${taken.username}' already exists`),
  },
  {
    name: "keeps a username for one player in every spelling",
    before: [post(taken)],
    request: post({ ...someone(), username: taken.username.toUpperCase() }),
    ...conflict(`Username '${taken.username.toUpperCase()}' already exists`),
  },
  {
    name: "keeps an email for one player",
    before: [post(taken)],
    request: post({ ...someone(), email: taken.email }),
    ...conflict(`Email '${taken.email}' already exists`),
  },
  {
    name: "keeps an email for one player in every spelling",
    before: [post(taken)],
    request: post({ ...someone(), email: taken.email.toUpperCase() }),
    ...conflict(`Email '${taken.email.toUpperCase()}' already exists`),
  },
  {
    name: "names the username when both are taken",
    before: [post(taken)],
    request: post(taken),
    ...conflict(`Username '${taken.username}' already exists`),
  },
  ...[
    { name: "nothing", body: {}, fields: ["username", "email"] },
    { name: "no username", body: { email: "a@b.cd" }, fields: ["username"] },
    { name: "no email", body: { username: "abc" }, fields: ["email"] },
    { name: "a username of 2", body: someone({ username: "ab" }), fields: ["username"] },
    { name: "a username of 31", body: someone({ username: "a".repeat(31) }), fields: ["username"] },
    { name: "a username of 2 emoji", body: someone({ username: "😀😀" }), fields: ["username"] },
    { name: "an empty username", body: someone({ username: "" }), fields: ["username"] },
    {
      name: "a display name of 51",
      body: someone({ display_name: "x".repeat(51) }),
      fields: ["display_name"],
    },
    { name: "a display name that is no text", body: someone({ display_name: {} }), fields: ["display_name"] },
    { name: "wrong types", body: '{"username":1e999,"email":[]}', fields: ["username", "email"] },
    { name: "nulls", body: { username: null, email: null }, fields: ["username", "email"] },
    { name: "an array", body: [someone()], fields: ["body"] },
    { name: "null", body: "null", fields: ["body"] },
  ].map(({ name, body, fields }) => ({
    name: `refuses ${name}`,
    request: post(body),
    ...invalid(undefined, ...fields),
  })),
  ...[
    "",
    "plain",
    "a@b",
    "@b.cd",
    "a@",
    "a b@c.de",
    "a..b@c.de",
    ".a@c.de",
    "a@c..de",
    "a@b.cd\n",
    "ä@b.cd",
    "a\u0000@b.cd",
  ].map((address) => ({
    name: `refuses the address ${JSON.stringify(address)}`,
    request: post(someone({ email: address })),
    status: 400,
  })),
  {
    name: "refuses an address of 255 characters",
    request: post(someone({ email: `${"a".repeat(243)}@example.com` })),
    ...invalid("email must have at most 254 characters", "email"),
  },
  ...[
    { name: "no body", body: undefined },
    { name: "what is no JSON", body: "{not json" },
    { name: "invalid UTF-8", body: Buffer.from([0x7b, 0xff, 0x7d]) },
    { name: "a lone surrogate", body: '{"username":"abc\\ud800","email":"a@b.cd"}' },
    { name: "nesting past any stack", body: "[".repeat(200_000) + "]".repeat(200_000) },
  ].map(({ name, body }) => ({ name: `refuses ${name}`, request: post(body), ...invalid(undefined) })),
];
