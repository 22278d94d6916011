import { expect } from "chai";
import fc from "fast-check";
import { safeParse } from "valibot";
import { isDatetime, Message } from "../../../functions/messages/message.ts";
import { anyText } from "../../support/any-text.ts";
import { VALID } from "./messages.cases.ts";

describe("messages: message", () => {
  it("takes every second that the calendar has", () => {
    const times = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    fc.assert(fc.property(times, (date) => isDatetime(date.toISOString().slice(0, 19).replace("T", " "))));
  });

  it("takes a time only if it is written as the calendar would write it", () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));
    const texts = fc.tuple(part(99), part(14), part(33), part(25), part(61), part(61));
    fc.assert(
      fc.property(texts, ([year, month, day, hours, minutes, seconds]) => {
        const text = `20${year}-${month}-${day} ${hours}:${minutes}:${seconds}`;
        const date = new Date(`20${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
        const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.replace(" ", "T"));
        expect(isDatetime(text)).to.equal(real);
      }),
    );
  });

  it("keeps exactly the three fields", () => {
    const result = safeParse(Message, { ...VALID, extra: 1 });
    expect(result.output).to.deep.equal(VALID);
  });

  it("takes a text by its code points", () => {
    const texts = anyText({ minLength: 0, maxLength: 120 });
    fc.assert(
      fc.property(texts, (messageText) => {
        const length = [...messageText].length;
        expect(safeParse(Message, { ...VALID, messageText }).success).to.equal(length >= 10 && length <= 100);
      }),
    );
  });
});
