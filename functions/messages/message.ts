import * as v from "valibot";
import { maxCodePoints, minCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";

const DATETIME = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** Whether a text is `YYYY-MM-DD HH:MM:SS` and a date that the calendar has: no 30 February, no 24:00:00. */
export function isDatetime(text: string): boolean {
  const parts = DATETIME.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hours, minutes, seconds);
  const written = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return year > 0 && written.every((part, index) => part === parts[index]);
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
  messageDatetime: v.pipe(v.string(DATETIME_TEXT), v.check(isDatetime, DATETIME_TEXT)),
  messageText: v.pipe(v.string(TEXT_TEXT), minCodePoints(10, TEXT_TEXT), maxCodePoints(100, TEXT_TEXT)),
  messageUUID: v.pipe(v.string(UUID_TEXT), v.uuid(UUID_TEXT)),
});

/** A message: exactly these three fields; others are dropped. */
export const Message = v.pipe(present, wellFormed);
export type Message = v.InferOutput<typeof Message>;
