import * as v from "valibot";

/** How one setting is written in a stack's file, and what becomes of it. Pulumi hands every value over as text. */
export interface Kind<T> {
  /** The type that `Pulumi.yaml` declares: Pulumi itself checks it first. */
  readonly type: "string" | "integer" | "boolean";
  readonly schema: v.GenericSchema<string, T>;
}

/** One of a few words. */
export function choice<const T extends readonly string[]>(...words: T): Kind<T[number]> {
  return { type: "string", schema: v.picklist(words, `must be one of ${words.join(", ")}`) };
}

/** `true` or `false`. */
export const flag: Kind<boolean> = {
  type: "boolean",
  schema: v.pipe(
    v.picklist(["true", "false"], "must be true or false"),
    v.transform((text) => text === "true"),
  ),
};

/** A whole number within limits, both included. */
export function wholeNumber(min: number, max: number): Kind<number> {
  const message = `must be a whole number from ${min} to ${max}`;
  return {
    type: "integer",
    schema: v.pipe(
      v.string(),
      v.regex(/^-?\d+$/, message),
      v.transform(Number),
      v.minValue(min, message),
      v.maxValue(max, message),
    ),
  };
}

/** One of a few numbers. */
export function numberAmong(numbers: readonly number[]): Kind<number> {
  const message = `must be one of ${numbers.join(", ")}`;
  return {
    type: "integer",
    schema: v.pipe(
      v.string(),
      v.regex(/^\d+$/, message),
      v.transform(Number),
      v.check((value) => numbers.includes(value), message),
    ),
  };
}

/** Text of a form, `what` saying which; nothing at all means that the setting is not used. */
export function text(pattern: RegExp, what: string): Kind<string | undefined> {
  return {
    type: "string",
    schema: v.pipe(
      v.string(),
      v.check((value) => value === "" || pattern.test(value), `must be ${what}, or empty`),
      v.transform((value) => (value === "" ? undefined : value)),
    ),
  };
}

/** Words of a form with commas between them; none by default. */
export function list(pattern: RegExp, what: string): Kind<readonly string[]> {
  return {
    type: "string",
    schema: v.pipe(
      v.string(),
      v.transform(split),
      v.check(
        (words) => words.every((word) => pattern.test(word)),
        `must be ${what}, with commas between them`,
      ),
    ),
  };
}

/** `name=value` pairs with commas between them, each name once; none by default. */
export function pairs<T>(
  pattern: RegExp,
  what: string,
  read: (value: string) => T,
): Kind<ReadonlyMap<string, T>> {
  const pair = /^([a-z0-9-]+)=(.+)$/;
  return {
    type: "string",
    schema: v.pipe(
      v.string(),
      v.transform(split),
      v.check(
        (words) => words.every((word) => pattern.test(pair.exec(word)?.[2] ?? "")),
        `must be ${what}, with commas between them`,
      ),
      v.check((words) => areDistinct(words.map(nameOf)), "must have each name once"),
      v.transform((words) => new Map(words.map((word) => pairOf(word, read)))),
    ),
  };
}

/** The names of pairs, whatever their values. */
export function namesOf(words: string): string[] {
  return split(words).map(nameOf);
}

function areDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function nameOf(word: string): string {
  return pairOf(word, String)[0];
}

function pairOf<T>(word: string, read: (value: string) => T): readonly [string, T] {
  const [name = "", value = ""] = word.split(/=(.*)/s);
  return [name, read(value)];
}

function split(words: string): string[] {
  return words
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
