import { _addIssue, type MaxLengthAction, type MinLengthAction, maxLength, minLength } from "valibot";

/** Length of a text as people and JSON Schema count it: an emoji outside the basic plane is one. */
export function codePoints(text: string): number {
  return Array.from(text).length;
}

/** As valibot's `minLength`, which counts UTF-16 units, but in code points. */
export function minCodePoints<const Least extends number>(
  requirement: Least,
  message: string,
): MinLengthAction<string, Least, string> {
  const action = minLength<string, Least, string>(requirement, message);
  return counting(action, (length) => length >= requirement);
}

/** As valibot's `maxLength`, which counts UTF-16 units, but in code points. */
export function maxCodePoints<const Most extends number>(
  requirement: Most,
  message: string,
): MaxLengthAction<string, Most, string> {
  const action = maxLength<string, Most, string>(requirement, message);
  return counting(action, (length) => length <= requirement);
}

/** Keeps what an action says of itself, for the API's description, and changes how it measures. */
function counting<
  Action extends MinLengthAction<string, number, string> | MaxLengthAction<string, number, string>,
>(action: Action, holds: (length: number) => boolean): Action {
  const run: Action["~run"] = (dataset, config) => {
    if (!dataset.typed) return dataset;
    const length = codePoints(dataset.value);
    if (!holds(length)) _addIssue(action, "length", dataset, config, { received: `${length}` });
    return dataset;
  };
  return Object.assign(action, { "~run": run });
}
