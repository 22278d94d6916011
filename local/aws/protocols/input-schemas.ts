import * as v from "valibot";

/** A number, whatever the wire: awsQuery writes texts. */
export const number = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.number(), v.finite());

export const boolean = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(["true", "false"]),
    v.transform((text) => text === "true"),
  ),
]);

/**
 * A point in time, as milliseconds since the epoch, from seconds (JSON), a tagged value (CBOR) or a text (awsQuery).
 * https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait
 */
export const timestamp = v.pipe(
  v.union([v.number(), v.string(), v.object({ value: v.number() })]),
  v.transform((given) => {
    if (typeof given === "object") return given.value * 1000;
    if (typeof given === "number") return given * 1000;
    const seconds = Number(given);
    return Number.isNaN(seconds) ? Date.parse(given) : seconds * 1000;
  }),
  v.number("must be a timestamp"),
);

/** A list that may be left out; awsQuery writes an empty one as an empty text. */
export function list<S extends v.GenericSchema>(item: S) {
  // No union: its issue would tell of the list, not of the item that is wrong.
  return v.optional(
    v.pipe(
      v.unknown(),
      v.transform((given) => (given === "" ? [] : given)),
      v.array(item),
    ),
    [],
  );
}
