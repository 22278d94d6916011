import fc, { type StringSharedConstraints } from "fast-check";

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character of Unicode. */
const character = fc
  .nat({ max: 0x10ffff - SURROGATES.count })
  .map((code) => String.fromCodePoint(code < SURROGATES.first ? code : code + SURROGATES.count));

/**
 * Text of any characters. It is fast-check's unit "binary", without the table of all of them that it makes in each
 * process: a second's work.
 */
export function anyText(constraints: StringSharedConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...constraints });
}
