import * as v from "valibot";
import { maxCodePoints, minCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";

/** Month and day of any year; 29 February is in leap years alone. */
const DAY =
  "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))";
const LEAP_DAY = "(?:\\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d";

/**
 * `YYYY-MM-DD HH:MM:SS`, and a date that the calendar has: no 30 February, no 24:00:00, no year 0. An expression, and
 * no function, so that the API's description says it too.
 */
const DATETIME = new RegExp(`^(?!0000)(?:\\d{4}-${DAY}|${LEAP_DAY}) ${TIME}$`);

/** Whether a text is a date with its time. */
export function isDatetime(text: string): boolean {
  return DATETIME.test(text);
}

const DATETIME_TEXT = "Invalid input: 'messageDatetime' must be in 'YYYY-MM-DD HH:MM:SS' format.";
const TEXT_TEXT = "Invalid input: 'messageText' must be a string between 10 and 100 characters.";
const UUID_TEXT = "Invalid input: 'messageUUID' must be a valid UUID.";

/** All three fields must be there before the form of any is looked at. */
const present = jsonObject(
  { messageUUID: v.unknown(), messageText: v.unknown(), messageDatetime: v.unknown() },
  ({ path }) => `Invalid input: ${path ? `Missing '${path[0]?.key}'.` : "Must be a JSON object."}`,
);

/** The order of the keys is the order in which the forms are checked; the first that fails is told. */
const wellFormed = v.object({
  messageDatetime: v.pipe(v.string(DATETIME_TEXT), v.regex(DATETIME, DATETIME_TEXT)),
  messageText: v.pipe(v.string(TEXT_TEXT), minCodePoints(10, TEXT_TEXT), maxCodePoints(100, TEXT_TEXT)),
  messageUUID: v.pipe(v.string(UUID_TEXT), v.uuid(UUID_TEXT)),
});

/** A message: exactly these three fields; others are dropped. */
export const Message = v.pipe(present, wellFormed);
export type Message = v.InferOutput<typeof Message>;
