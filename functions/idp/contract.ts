import * as v from "valibot";
import { maxCodePoints, minCodePoints } from "../shared/code-points.ts";
import { defineContract } from "../shared/contract.ts";
import { ErrorResponse } from "../shared/error-response.ts";
import { jsonObject } from "../shared/json-object.ts";

const BAD_HEADER = "Invalid or missing Authorization header";
const BAD_REFRESH_TOKEN = "refresh_token is required";

const Credentials = jsonObject({
  username: v.pipe(
    v.string("username must be a string"),
    minCodePoints(3, "username must have at least 3 characters"),
    maxCodePoints(50, "username must have at most 50 characters"),
  ),
  password: v.pipe(
    v.string("password must be a string"),
    minCodePoints(8, "password must have at least 8 characters"),
  ),
  grant_type: v.nullish(v.literal("password", "grant_type must be password")),
});

/** The scheme's name has no case. No flag in the expression: JSON Schema has none. */
const Bearer = v.object(
  { authorization: v.pipe(v.string(BAD_HEADER), v.regex(/^[Bb][Ee][Aa][Rr][Ee][Rr] +[^ ]+$/, BAD_HEADER)) },
  BAD_HEADER,
);

const RefreshRequest = jsonObject({
  refresh_token: v.pipe(v.string(BAD_REFRESH_TOKEN), v.nonEmpty(BAD_REFRESH_TOKEN)),
});

const token = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
const timestamp = v.pipe(v.string(), v.isoTimestamp());
const access = {
  access_token: token,
  token_type: v.literal("Bearer"),
  expires_in: v.literal(3600),
};
const Tokens = v.object({ ...access, refresh_token: token, issued_at: timestamp });
const AccessToken = v.object({ ...access, refresh_token: v.null(), issued_at: timestamp });

const UserInfo = v.object({
  user_id: v.string(),
  username: v.string(),
  email: v.string(),
  is_active: v.boolean(),
  created_at: timestamp,
});

/** Identity provider: passwords for opaque tokens, tokens for who their user is. */
export const contract = defineContract({
  title: "Identity provider",
  schemas: { Credentials, RefreshRequest, Tokens, AccessToken, UserInfo, ErrorResponse },
  routes: {
    "POST /auth/token": {
      summary: "Log in with a password: an access token for an hour, a refresh token for a day.",
      body: Credentials,
      example: { body: { username: "testuser", password: "password123" } },
      responses: { 200: Tokens, 400: ErrorResponse, 401: ErrorResponse, 500: ErrorResponse },
    },
    "GET /auth/userinfo": {
      summary: "Whose access token this is.",
      headers: Bearer,
      responses: {
        200: UserInfo,
        400: ErrorResponse,
        401: ErrorResponse,
        404: ErrorResponse,
        500: ErrorResponse,
      },
    },
    "POST /auth/refresh": {
      summary: "A new access token for a refresh token.",
      body: RefreshRequest,
      responses: { 200: AccessToken, 400: ErrorResponse, 401: ErrorResponse, 500: ErrorResponse },
    },
  },
  unrouted: { 404: ErrorResponse },
  fallback: ["ANY /auth/{proxy+}"],
  directRoute: "POST /auth/token",
});
