import { expect } from "chai";
import fc from "fast-check";
import { pipe, safeParse, string } from "valibot";
import { codePoints, maxCodePoints, minCodePoints } from "../../../functions/shared/code-points.ts";
import { anyText } from "../../support/any-text.ts";

const schema = pipe(string(), minCodePoints(3, "too short"), maxCodePoints(5, "too long"));
const problemsOf = (text: string) => safeParse(schema, text).issues?.map(({ message }) => message);

describe("shared: code points", () => {
  const cases: readonly (readonly [text: string, problems: string[] | undefined])[] = [
    ["ab", ["too short"]],
    ["abc", undefined],
    ["abcde", undefined],
    ["abcdef", ["too long"]],
    ["😀😀", ["too short"]],
    ["😀😀😀😀😀", undefined],
    ["😀😀😀😀😀😀", ["too long"]],
  ];
  for (const [text, problems] of cases) {
    it(`${text}: ${problems?.join() ?? "fine"}`, () => {
      expect(problemsOf(text)).to.deep.equal(problems);
    });
  }

  it("counts what is not in the basic plane once", () => {
    const texts = fc.array(anyText({ minLength: 1, maxLength: 1 }));
    fc.assert(fc.property(texts, (characters) => codePoints(characters.join("")) === characters.length));
  });
});
