import { expect } from "chai";
import fc from "fast-check";
import { safeParse } from "valibot";
import { NewPatient, ordered, type StoredPatient, shown } from "../../../functions/patients/patient.ts";
import { anyText } from "../../support/any-text.ts";

const stored = fc.record({
  id: fc.uuid(),
  name: fc.string(),
  age: fc.nat(150),
  condition: fc.string(),
  createdAt: fc.constantFrom(
    "2023-06-01T00:00:00.000Z",
    "2023-06-02T00:00:00.000Z",
    "2024-01-01T00:00:00.000Z",
  ),
});

describe("patients: patient", () => {
  it("takes any JSON for a patient or says what is wrong with it", () => {
    const field = fc.oneof(fc.jsonValue(), anyText({ maxLength: 300 }), fc.nat(200));
    const input = fc.oneof(fc.jsonValue(), fc.record({ name: field, age: field, condition: field }));
    fc.assert(
      fc.property(input, (value) => {
        const result = safeParse(NewPatient, value);
        if (result.success) {
          expect(result.output).to.have.all.keys("name", "age", "condition");
          expect(result.output.condition).to.not.equal("");
        } else {
          expect(result.issues[0].message).to.be.oneOf([
            "Name and age are required",
            "Condition must be text of at most 1000 characters",
          ]);
        }
      }),
    );
  });

  it("orders by the time of creation, whatever order it is given", () => {
    fc.assert(
      fc.property(fc.array(stored), (patients) => {
        const keys = (rows: StoredPatient[]) => ordered(rows).map(({ createdAt, id }) => createdAt + id);
        expect(keys(patients)).to.deep.equal(keys(patients).toSorted());
        expect(keys(patients)).to.deep.equal(keys(patients.toReversed()));
      }),
    );
  });

  it("shows four fields, in one order of keys", () => {
    fc.assert(
      fc.property(stored, (patient) => {
        expect(Object.keys(shown(patient))).to.deep.equal(["id", "name", "age", "condition"]);
      }),
    );
  });
});
