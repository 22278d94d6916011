import { expect } from "chai";
import fc from "fast-check";
import { safeParse } from "valibot";
import { Integer } from "../../../functions/inventory/integer.ts";
import { NewItem, shown } from "../../../functions/inventory/item.ts";
import { anyText } from "../../support/any-text.ts";

describe("inventory: item", () => {
  const safe = fc.maxSafeInteger();

  it("takes every exact integer, as a number and spelled", () => {
    const space = fc.constantFrom("", " ", "\t\n", "\u0085", "\u00a0\u3000");
    fc.assert(
      fc.property(safe, space, fc.nat(3), (value, around, zeros) => {
        const fraction = zeros === 0 ? "" : `.${"0".repeat(zeros)}`;
        for (const input of [value, `${around}${value}${fraction}${around}`])
          expect(safeParse(Integer, input).output).to.equal(value);
      }),
    );
  });

  it("takes no number that is another one", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const { success, output } = safeParse(Integer, value);
        expect(success).to.equal(Number.isSafeInteger(value));
        if (success) expect(output === value).to.equal(true);
      }),
    );
  });

  it("takes any JSON for an item or says what is wrong with each field, in their order", () => {
    const field = fc.oneof(fc.jsonValue(), anyText(), safe.map(String));
    const fields = fc.record({ sku: field, name: field, qty: field }, { requiredKeys: [] });
    fc.assert(
      fc.property(fields, (value) => {
        const result = safeParse(NewItem, value, { abortPipeEarly: true });
        const order = result.issues?.map(({ path }) => String(path?.[0].key)) ?? [];
        expect(order).to.deep.equal(["sku", "name", "qty"].filter((name) => order.includes(name)));
        if (result.success) expect(result.output.qty).to.satisfy(Number.isSafeInteger);
      }),
    );
  });

  it("shows three fields, in one order of keys", () => {
    const item = Object.assign({ qty: 1, extra: true }, { name: "a", sku: "b" });
    expect(JSON.stringify(shown(item))).to.equal('{"sku":"b","name":"a","qty":1}');
  });
});
