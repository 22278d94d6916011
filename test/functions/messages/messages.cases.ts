import type { ApiCase, ApiRequest } from "../../support/api-case.ts";

export const VALID = {
  messageUUID: "05ceddd6-67e2-429a-a9c3-ea3edf6dbc7e",
  messageText: "10 < Test message < 100. It should be valid",
  messageDatetime: "2025-01-24 18:04:01",
};

const post = (
  body?: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
): ApiRequest => ({
  method: "POST",
  path: "/message",
  headers,
  ...(body !== undefined && { body }),
});

const accepted = (name: string, body: unknown): ApiCase => ({
  name,
  request: post(body),
  status: 200,
  body: { message: "Message processed successfully." },
});

const refused = (name: string, body: unknown, reason: string): ApiCase => ({
  name,
  request: post(body),
  status: 400,
  body: { message: `Invalid input: ${reason}` },
});

const without = (...keys: (keyof typeof VALID)[]) =>
  Object.fromEntries(Object.entries(VALID).filter(([key]) => !keys.includes(key as keyof typeof VALID)));

const NO_JSON = "Missing or invalid JSON body.";
const NO_OBJECT = "Must be a JSON object.";
const BAD_DATETIME = "'messageDatetime' must be in 'YYYY-MM-DD HH:MM:SS' format.";
const BAD_TEXT = "'messageText' must be a string between 10 and 100 characters.";
const BAD_UUID = "'messageUUID' must be a valid UUID.";

/** Every row of the contract of `POST /message`. */
export const cases: readonly ApiCase[] = [
  accepted("stores the document's example", VALID),
  accepted("takes the same message again", VALID),
  accepted("takes 10 characters", { ...VALID, messageText: "x".repeat(10) }),
  accepted("takes 100 characters", { ...VALID, messageText: "x".repeat(100) }),
  accepted("counts code points: 100 emoji", { ...VALID, messageText: "😀".repeat(100) }),
  accepted("takes 29 February of a leap year", { ...VALID, messageDatetime: "2024-02-29 23:59:59" }),
  accepted("takes the last of duplicate keys", JSON.stringify(VALID).replace("{", '{"messageText":"short",')),
  accepted(
    "drops further keys, __proto__ included",
    JSON.stringify(VALID).replace("{", '{"__proto__":{"a":1},"x":1,'),
  ),
  { ...accepted("does not require a content type", VALID), request: post(JSON.stringify(VALID), {}) },
  {
    ...accepted("takes a body in bytes", VALID),
    request: post(Buffer.from(JSON.stringify(VALID)), { "content-type": "application/octet-stream" }),
  },

  refused("refuses no body", undefined, NO_JSON),
  refused("refuses an empty body", "", NO_JSON),
  refused("refuses what is no JSON", "{not json", NO_JSON),
  refused("refuses invalid UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), NO_JSON),
  refused(
    "refuses a lone surrogate",
    JSON.stringify({ ...VALID, messageText: "long enough \ud800" }),
    NO_JSON,
  ),
  refused("refuses nesting past any stack", "[".repeat(200_000), NO_JSON),
  refused("refuses an array", [VALID], NO_OBJECT),
  refused("refuses a string", JSON.stringify("text"), NO_OBJECT),
  refused("refuses null", "null", NO_OBJECT),
  refused("names messageUUID first", {}, "Missing 'messageUUID'."),
  refused("names messageText second", without("messageText", "messageDatetime"), "Missing 'messageText'."),
  refused("names messageDatetime third", without("messageDatetime"), "Missing 'messageDatetime'."),
  refused(
    "names a missing field before a malformed one",
    { messageUUID: 1, messageText: "x" },
    "Missing 'messageDatetime'.",
  ),
  refused(
    "checks the time before the text",
    { ...VALID, messageDatetime: "soon", messageText: "x" },
    BAD_DATETIME,
  ),
  refused("checks the text before the UUID", { ...VALID, messageText: "x", messageUUID: "x" }, BAD_TEXT),
  ...[
    "2025-02-30 00:00:00",
    "2025-13-01 00:00:00",
    "2025-01-24T18:04:01",
    "2025-01-24 24:00:00",
    "0000-01-01 00:00:00",
    "2025-1-24 18:04:01",
    "2025-01-24 18:04:01\n",
    "",
    20250124,
    null,
  ].map((messageDatetime) =>
    refused(
      `refuses the time ${JSON.stringify(messageDatetime)}`,
      { ...VALID, messageDatetime },
      BAD_DATETIME,
    ),
  ),
  ...["x".repeat(9), "x".repeat(101), "😀".repeat(9), "", null, 1234567890, ["1234567890"]].map(
    (messageText) =>
      refused(
        `refuses the text ${JSON.stringify(messageText).slice(0, 20)}`,
        { ...VALID, messageText },
        BAD_TEXT,
      ),
  ),
  ...["not-a-uuid", "", null, 7, `${VALID.messageUUID} `, VALID.messageUUID.slice(1)].map((messageUUID) =>
    refused(`refuses the UUID ${JSON.stringify(messageUUID)}`, { ...VALID, messageUUID }, BAD_UUID),
  ),
  {
    name: "answers another method with 405, and says which there is",
    request: { method: "GET", path: "/message" },
    status: 405,
    headers: { allow: "POST" },
    body: { message: "Method Not Allowed" },
  },
];
