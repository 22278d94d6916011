import * as v from "valibot";
import { JSON_BODY_BYTES } from "../shared/answer-size.ts";
import type { Problem } from "../shared/problem.ts";
import { LONGEST_NAME, LONGEST_SKU } from "./item.ts";
import { jsonFault } from "./json-fault.ts";

/** One thing that is wrong with a request, as FastAPI tells it. */
export const ValidationError = v.object({
  /** Pydantic's type of error. https://docs.pydantic.dev/latest/errors/validation_errors/ */
  type: v.string(),
  loc: v.array(v.union([v.string(), v.number()])),
  msg: v.string(),
  /** What was given; null in place of what has no room in an answer. */
  input: v.unknown(),
  ctx: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
});
export type ValidationError = v.InferOutput<typeof ValidationError>;

type Issue = Extract<Problem, { kind: "schema" }>["issues"][number];

const MESSAGES: Readonly<Record<string, string>> = {
  missing: "Field required",
  model_attributes_type: "Input should be a valid dictionary or object to extract fields from",
  string_type: "Input should be a valid string",
  string_too_short: "String should have at least 1 character",
  int_type: "Input should be a valid integer",
  int_parsing: "Input should be a valid integer, unable to parse string as an integer",
  int_parsing_size: "Unable to parse input string as an integer, exceeded maximum size",
  int_from_float: "Input should be a valid integer, got a number with a fractional part",
  finite_number: "Input should be a finite number",
};

/** What is wrong with a body, field by field, in the words of FastAPI and Pydantic 2. */
export function validationErrors(problem: Problem): ValidationError[] {
  if (problem.kind === "path") return [errorOf("missing", ["path", problem.parameter], null)];
  if (problem.kind === "json") return [jsonError(problem)];
  return fitting(problem.issues.map(fieldError));
}

function jsonError({ text, message, offset }: Extract<Problem, { kind: "json" }>): ValidationError {
  if (text === "") return errorOf("missing", ["body"], null);
  // What Python would read and this service does not: bytes that are no UTF-8, lone surrogates, endless nesting.
  const fault = (text !== undefined && jsonFault(text)) || { message, offset };
  return {
    type: "json_invalid",
    loc: ["body", fault.offset],
    msg: "JSON decode error",
    input: {},
    ctx: { error: fault.message },
  };
}

function fieldError(issue: Issue): ValidationError {
  const [at] = issue.path ?? [];
  if (at === undefined) return errorOf(issue.message, ["body"], issue.input);
  const key = String(at.key);
  // A field that is missing has no value of its own: Pydantic shows the object that lacks it.
  const input = issue.message === "missing" ? at.input : at.value;
  if (issue.message === "string_too_long") {
    const limit = key === "sku" ? LONGEST_SKU : LONGEST_NAME;
    const msg = `String should have at most ${limit} characters`;
    return { type: issue.message, loc: ["body", key], msg, input, ctx: { max_length: limit } };
  }
  const error = errorOf(issue.message, ["body", key], input);
  return issue.message === "string_too_short" ? { ...error, ctx: { min_length: 1 } } : error;
}

function errorOf(type: string, loc: ValidationError["loc"], input: unknown): ValidationError {
  return { type, loc, msg: MESSAGES[type] ?? type, input };
}

/** A request may be as large as an answer: shown in an error, even thrice, it could pass Lambda's limit. */
function fitting(errors: ValidationError[]): ValidationError[] {
  const fits = Buffer.byteLength(JSON.stringify(errors)) <= JSON_BODY_BYTES;
  return fits ? errors : errors.map((error) => ({ ...error, input: null }));
}
