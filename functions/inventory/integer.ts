import * as v from "valibot";

/**
 * Python's integers have no end, JSON's numbers in JavaScript do: past this one neighbours can't be told apart, and
 * an inventory that stores another quantity than it was given is worse than one that refuses.
 */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** White space of Unicode, as Rust's `trim` knows it. */
const SPACE = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const TEXT = new RegExp(`^${SPACE}([+-]?\\d+(?:_\\d+)*)(?:\\.0+)?${SPACE}$`);

/**
 * An integer as Pydantic 2 takes it when it is not strict: a number without a fraction, a text that spells one, or a
 * boolean. The messages are Pydantic's error types, the first of them counts.
 * https://docs.pydantic.dev/latest/concepts/conversion_table/
 */
export const Integer = v.pipe(
  v.union(
    [
      v.pipe(
        v.number(),
        v.integer(({ input }) => (Number.isFinite(input) ? "int_from_float" : "finite_number")),
        v.minValue(-LARGEST, "int_parsing_size"),
        v.maxValue(LARGEST, "int_parsing_size"),
      ),
      v.pipe(v.string(), v.regex(TEXT, "int_parsing")),
      v.boolean(),
    ],
    "int_type",
  ),
  v.transform((value) => (typeof value === "string" ? spelled(value) : Number(value))),
  v.minValue(-LARGEST, "int_parsing_size"),
  v.maxValue(LARGEST, "int_parsing_size"),
);

function spelled(text: string): number {
  return Number(TEXT.exec(text)?.[1]?.replaceAll("_", ""));
}
