import { expect } from "chai";
import fc from "fast-check";
import { type ListOptions, pageOf } from "../../../../../local/aws/s3/fauxqs/listing.ts";

const objects = (...keys: string[]) => keys.map((key) => ({ key }));

/** Follows pages as the engine's tokens do: after the last object, or after the last prefix where there is none. */
function allPages(keys: readonly string[], options: ListOptions) {
  const seen: string[] = [];
  let startAfter = "";
  for (;;) {
    const page = pageOf(objects(...keys), { ...options, startAfter });
    const names = page.objects.map(({ key }) => key);
    seen.push(...[...names, ...page.commonPrefixes].sort((left, right) => (left < right ? -1 : 1)));
    if (!page.isTruncated) return seen;
    startAfter = names.at(-1) ?? page.commonPrefixes.at(-1) ?? "";
  }
}

describe("Pages of a bucket's keys", () => {
  it("are in the order of the characters' codes", () => {
    const { objects: page } = pageOf(objects("a", "B", "é", "_", "1"), {});
    expect(page.map(({ key }) => key)).to.deep.equal(["1", "B", "_", "a", "é"]);
  });

  it("roll up what shares a prefix up to the delimiter", () => {
    const page = pageOf(objects("a/1", "a/2", "b", "a"), { delimiter: "/" });
    expect(page).to.deep.equal({ objects: objects("a", "b"), commonPrefixes: ["a/"], isTruncated: false });
    expect(pageOf(objects("a/1", "a/b/2"), { prefix: "a/", delimiter: "/" })).to.deep.equal({
      objects: objects("a/1"),
      commonPrefixes: ["a/b/"],
      isTruncated: false,
    });
  });

  it("may be empty on request", () => {
    expect(pageOf(objects("a"), { maxKeys: 0 })).to.deep.equal({
      objects: [],
      commonPrefixes: [],
      isTruncated: false,
    });
  });

  it("give every name once, whatever their size", () => {
    const key = fc.string({ unit: fc.constantFrom("a", "B", "/", "é", "-"), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("", "/"),
        (keys, maxKeys, delimiter) => {
          const whole = pageOf(objects(...keys), { delimiter });
          const expected = [...whole.objects.map((object) => object.key), ...whole.commonPrefixes];
          expect(allPages(keys, { delimiter, maxKeys })).to.deep.equal(
            expected.sort((left, right) => (left < right ? -1 : 1)),
          );
        },
      ),
    );
  });
});
