import { expect } from "chai";
import fc from "fast-check";
import { AwsError } from "../../../../local/aws/aws-error.ts";
import { queryParameters } from "../../../../local/aws/protocols/query-parameters.ts";

/** Flattens as awsQuery does. */
function flatten(value: unknown, prefix: string): [string, string][] {
  if (typeof value === "string") return [[prefix, value]];
  if (Array.isArray(value))
    return value.flatMap((item, index) => flatten(item, `${prefix}.member.${index + 1}`));
  return Object.entries(value as object).flatMap(([name, member]) =>
    flatten(member, prefix === "" ? name : `${prefix}.${name}`),
  );
}

const name = fc.stringMatching(/^[A-Z][a-z]{1,5}$/);
const text = fc.string();
const structure = fc.dictionary(name, text, { minKeys: 1, maxKeys: 4 });
const input = fc.dictionary(
  name,
  fc.oneof(
    text,
    structure,
    fc.array(text, { minLength: 1 }),
    fc.array(structure, { minLength: 1, maxLength: 12 }),
  ),
);

describe("queryParameters", () => {
  it("finds the structure that was flattened", () => {
    fc.assert(
      fc.property(input, (given) => {
        expect(queryParameters(new URLSearchParams(flatten(given, "")))).to.deep.equal(given);
      }),
    );
  });

  it("reads maps", () => {
    const form =
      "Attributes.entry.1.Name=k&Attributes.entry.1.Value.StringValue=v&Tags.entry.1.key=a&Tags.entry.1.value=b";
    expect(queryParameters(new URLSearchParams(form))).to.deep.equal({
      Attributes: { k: { StringValue: "v" } },
      Tags: { a: "b" },
    });
  });

  it("can't be made to reach a prototype", () => {
    const read = queryParameters(
      new URLSearchParams("__proto__.polluted=1&constructor.prototype.polluted=1"),
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).to.equal(false);
    expect(Object.keys(read as object)).to.deep.equal(["__proto__", "constructor"]);
  });

  for (const form of ["A=1&A.B=2", `${Array(100).fill("a").join(".")}=1`]) {
    it(`refuses ${form.slice(0, 20)}`, () => {
      expect(() => queryParameters(new URLSearchParams(form)))
        .to.throw(AwsError)
        .with.property("code", "MalformedQueryString");
    });
  }
});
