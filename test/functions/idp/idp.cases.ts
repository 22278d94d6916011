import { expect } from "chai";
import { hashToken } from "../../../functions/idp/token.ts";
import type { ApiAnswer, ApiCase, ApiRequest } from "../../support/api-case.ts";
import { invalid, refusal, TIMESTAMP } from "../../support/error-response.ts";
import { DEMO_USER } from "./idp.items.ts";

export const CREDENTIALS = { username: "testuser", password: "password123" };

const post = (path: string, body?: unknown, headers: Record<string, string> = {}): ApiRequest => ({
  method: "POST",
  path,
  headers: { "content-type": "application/json", ...headers },
  ...(body !== undefined && { body }),
});
export const logIn = (body?: unknown) => post("/auth/token", body);
export const refresh = (body?: unknown) => post("/auth/refresh", body);
const askWith = (headers: Record<string, string>): ApiRequest => ({
  method: "GET",
  path: "/auth/userinfo",
  headers,
});
export const userinfo = (token: string) => askWith({ authorization: `Bearer ${token}` });

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const unauthorized = (message: string) => refusal(401, "SERVICE_ERROR", message);

const granted = (refreshToken: "a refresh token" | "no refresh token") => ({
  status: 200,
  body: (actual: unknown) => {
    const body = actual as Record<string, string>;
    expect(Object.keys(body)).to.deep.equal([
      "access_token",
      "token_type",
      "expires_in",
      "refresh_token",
      "issued_at",
    ]);
    expect(body).to.include({ token_type: "Bearer", expires_in: 3600 });
    expect(body.access_token).to.match(TOKEN);
    expect(body.issued_at).to.match(TIMESTAMP);
    if (refreshToken === "no refresh token") expect(body.refresh_token).to.equal(null);
    else expect(body.refresh_token).to.match(TOKEN).and.not.equal(body.access_token);
  },
});

const { password: _, ...DEMO_USER_INFO } = DEMO_USER;
const isDemoUser = { status: 200, body: DEMO_USER_INFO };
const tokensOf = (answers: readonly ApiAnswer[], index = 0) =>
  answers[index]?.body as { access_token: string; refresh_token: string };

const logInCases: readonly ApiCase[] = [
  { name: "logs the demo user in", request: logIn(CREDENTIALS), ...granted("a refresh token") },
  {
    name: "takes the grant type password",
    request: logIn({ ...CREDENTIALS, grant_type: "password" }),
    ...granted("a refresh token"),
  },
  {
    name: "verifies a hash by the parameters beside it, those of today",
    request: logIn({ ...CREDENTIALS, username: "costly" }),
    ...granted("a refresh token"),
  },
  {
    name: "does not require a content type",
    request: { method: "POST", path: "/auth/token", body: Buffer.from(JSON.stringify(CREDENTIALS)) },
    ...granted("a refresh token"),
  },
  {
    name: "takes the last of duplicate keys, and __proto__ for a key like any other",
    request: logIn(
      '{"__proto__":{"username":1},"username":"x","username":"testuser","password":"password123"}',
    ),
    ...granted("a refresh token"),
  },
  {
    name: "refuses a wrong password",
    request: logIn({ ...CREDENTIALS, password: "password124" }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "refuses an unknown user with the same words",
    request: logIn({ ...CREDENTIALS, username: "nobody" }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "compares usernames exactly",
    request: logIn({ ...CREDENTIALS, username: "TestUser" }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "refuses a username with NUL bytes like every unknown one",
    request: logIn({ ...CREDENTIALS, username: "testuser\u0000" }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "tells an inactive user who knows the password",
    request: logIn({ ...CREDENTIALS, username: "inactive" }),
    ...unauthorized("Account is not active"),
  },
  {
    name: "does not tell anybody else that a user is inactive",
    request: logIn({ username: "inactive", password: "password124" }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "takes a username of 50 characters, counted in code points",
    request: logIn({ ...CREDENTIALS, username: "😀".repeat(50) }),
    ...unauthorized("Invalid username or password"),
  },
  {
    name: "takes a password of a megabyte",
    request: logIn({ ...CREDENTIALS, password: "p".repeat(1_000_000) }),
    ...unauthorized("Invalid username or password"),
  },
  ...[
    { name: "no username", body: { password: "password123" }, fields: ["username"] },
    { name: "no password", body: { username: "testuser" }, fields: ["password"] },
    { name: "neither", body: {}, fields: ["username", "password"] },
    { name: "a username of 2", body: { ...CREDENTIALS, username: "ab" }, fields: ["username"] },
    { name: "a username of 51", body: { ...CREDENTIALS, username: "a".repeat(51) }, fields: ["username"] },
    { name: "a username of 2 emoji", body: { ...CREDENTIALS, username: "😀😀" }, fields: ["username"] },
    { name: "a password of 7", body: { ...CREDENTIALS, password: "passwor" }, fields: ["password"] },
    {
      name: "a number for a name",
      body: '{"username":1e999,"password":"password123"}',
      fields: ["username"],
    },
    { name: "null for a password", body: { ...CREDENTIALS, password: null }, fields: ["password"] },
    { name: "another grant type", body: { ...CREDENTIALS, grant_type: "implicit" }, fields: ["grant_type"] },
    { name: "an array", body: [CREDENTIALS], fields: ["body"] },
    { name: "a string", body: '"text"', fields: ["body"] },
    { name: "null", body: "null", fields: ["body"] },
  ].map(({ name, body, fields }) => ({
    name: `refuses ${name}`,
    request: logIn(body),
    ...invalid(undefined, ...fields),
  })),
  ...[
    { name: "no body", body: undefined },
    { name: "an empty body", body: "" },
    { name: "what is no JSON", body: "{not json" },
    { name: "a form", body: "username=testuser&password=password123" },
    { name: "invalid UTF-8", body: Buffer.from([0x7b, 0xff, 0x7d]) },
    { name: "a lone surrogate", body: '{"username":"test\\ud800","password":"password123"}' },
    { name: "nesting past any stack", body: "[".repeat(200_000) },
    { name: "complete nesting past any stack", body: "[".repeat(200_000) + "]".repeat(200_000) },
  ].map(({ name, body }) => ({ name: `refuses ${name}`, request: logIn(body), ...invalid(undefined) })),
];

const BAD_HEADER = "Invalid or missing Authorization header";

const userinfoCases: readonly ApiCase[] = [
  {
    name: "tells who an access token's user is",
    before: [logIn(CREDENTIALS)],
    request: (answers) => userinfo(tokensOf(answers).access_token),
    ...isDemoUser,
  },
  {
    name: "compares the header's name and its scheme without case",
    request: askWith({ AUTHORIZATION: "bearer access-of-testuser" }),
    ...isDemoUser,
  },
  {
    name: "answers for an inactive user",
    request: userinfo("access-of-inactive"),
    status: 200,
    body: { ...DEMO_USER_INFO, username: "inactive", user_id: "usr_inactive", is_active: false },
  },
  ...[
    { name: "no header", headers: {} },
    { name: "an empty header", headers: { authorization: "" } },
    { name: "another scheme", headers: { authorization: "Basic dGVzdHVzZXI6cGFzc3dvcmQxMjM=" } },
    { name: "a token without scheme", headers: { authorization: "access-of-testuser" } },
    { name: "a scheme without token", headers: { authorization: "Bearer " } },
    { name: "a repeated header", headers: { authorization: "Bearer access-of-testuser, Bearer x" } },
  ].map(({ name, headers }) => ({
    name: `refuses ${name}`,
    request: askWith(headers),
    ...invalid(BAD_HEADER, "authorization"),
  })),
  {
    name: "refuses an unknown token",
    request: userinfo("A".repeat(43)),
    ...unauthorized("Invalid or expired token"),
  },
  {
    name: "refuses a token's hash: it is no token",
    request: userinfo(hashToken("access-of-testuser")),
    ...unauthorized("Invalid or expired token"),
  },
  {
    name: "refuses a refresh token",
    before: [logIn(CREDENTIALS)],
    request: (answers) => userinfo(tokensOf(answers).refresh_token),
    ...unauthorized("Invalid token type"),
  },
  {
    name: "refuses an expired token that the table still has",
    request: userinfo("expired-access"),
    ...unauthorized("Token has expired"),
  },
  {
    name: "does not find a user who is gone",
    request: userinfo("access-of-gone"),
    ...refusal(404, "SERVICE_ERROR", "User not found"),
  },
  {
    name: "does not take a name's next user for its last",
    request: userinfo("access-of-renewed"),
    ...refusal(404, "SERVICE_ERROR", "User not found"),
  },
];

const refreshCases: readonly ApiCase[] = [
  {
    name: "gives an access token for a refresh token",
    before: [logIn(CREDENTIALS)],
    request: (answers) => refresh({ refresh_token: tokensOf(answers).refresh_token }),
    ...granted("no refresh token"),
  },
  {
    name: "gives an access token that opens the API",
    before: [
      logIn(CREDENTIALS),
      (answers) => refresh({ refresh_token: tokensOf(answers).refresh_token }),
      (answers) => refresh({ refresh_token: tokensOf(answers).refresh_token }),
    ],
    request: (answers) => userinfo(tokensOf(answers, 2).access_token),
    ...isDemoUser,
  },
  {
    name: "refuses an unknown refresh token",
    request: refresh({ refresh_token: "A".repeat(43) }),
    ...unauthorized("Invalid refresh token"),
  },
  {
    name: "refuses an access token",
    request: refresh({ refresh_token: "access-of-testuser" }),
    ...unauthorized("Invalid token type"),
  },
  {
    name: "refuses an expired refresh token that the table still has",
    request: refresh({ refresh_token: "expired-refresh" }),
    ...unauthorized("Refresh token has expired"),
  },
  {
    name: "refuses the refresh token of a user who is gone",
    request: refresh({ refresh_token: "refresh-of-gone" }),
    ...unauthorized("Invalid refresh token"),
  },
  {
    name: "refuses the refresh token of an inactive user",
    request: refresh({ refresh_token: "refresh-of-inactive" }),
    ...unauthorized("Account is not active"),
  },
  ...[{}, { refresh_token: "" }, { refresh_token: null }, { refresh_token: 7 }].map((body) => ({
    name: `refuses ${JSON.stringify(body)}`,
    request: refresh(body),
    ...invalid("refresh_token is required", "refresh_token"),
  })),
  { name: "refuses a refresh that is no object", request: refresh([]), ...invalid(undefined, "body") },
  { name: "refuses a refresh that is no JSON", request: refresh("{"), ...invalid(undefined) },
];

const routeCases: readonly ApiCase[] = [
  ["GET", "/auth/token"],
  ["DELETE", "/auth/userinfo"],
  ["POST", "/auth/logout"],
  ["GET", "/auth/users/7/50%25"],
].map(([method = "", path = ""]) => ({
  name: `has no ${method} ${path}`,
  request: { method, path },
  status: 404,
  body: (actual: unknown) => {
    const { error, message } = actual as Record<string, string>;
    expect(error).to.equal("NOT_FOUND");
    // API Gateway gives a function the path decoded.
    expect(message).to.be.oneOf([
      `Endpoint not found: ${method} ${path}`,
      `Endpoint not found: ${method} ${decodeURIComponent(path)}`,
    ]);
  },
}));

/** Every row of the contract, for tables that have the items of `idp.items.ts`. */
export const cases: readonly ApiCase[] = [...logInCases, ...userinfoCases, ...refreshCases, ...routeCases];
