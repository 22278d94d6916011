import { expect } from "chai";
import fc from "fast-check";
import { safeParse } from "valibot";
import { NewAppointment, ordered, shown } from "../../../functions/appointments/appointment.ts";
import { anyText } from "../../support/any-text.ts";

const appointment = fc.record({
  doctor: fc.string(),
  time: fc.constantFrom("08:00", "09:30", "16:00"),
  date: fc.constantFrom("2030-01-01", "2030-01-02"),
  patientId: fc.string(),
  id: fc.uuid(),
});

describe("appointments: appointment", () => {
  it("takes any JSON for an appointment or says what is required", () => {
    const field = fc.oneof(fc.jsonValue(), anyText({ maxLength: 80 }));
    const fields = fc.record({ patientId: field, date: field, time: field, doctor: field });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fields), (value) => {
        const result = safeParse(NewAppointment, value);
        if (result.success) expect(Object.values(result.output)).to.not.include("");
        else expect(result.issues[0].message).to.equal("Patient ID, date, time, and doctor are required");
      }),
    );
  });

  it("orders by date and time, whatever order it is given", () => {
    fc.assert(
      fc.property(fc.array(appointment), (appointments) => {
        const order = ordered(appointments).map(({ date, time, id }) => `${date} ${time} ${id}`);
        expect(order).to.deep.equal(order.toSorted());
        expect(ordered(appointments)).to.deep.equal(ordered(appointments.toReversed()));
      }),
    );
  });

  it("shows its fields in one order of keys", () => {
    fc.assert(
      fc.property(appointment, (value) => {
        expect(Object.keys(shown(value))).to.deep.equal(["id", "patientId", "date", "time", "doctor"]);
      }),
    );
  });
});
