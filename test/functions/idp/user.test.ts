import { expect } from "chai";
import { parseUser } from "../../../functions/idp/user.ts";
import { DEMO_USER } from "./idp.items.ts";

describe("idp: user", () => {
  it("takes a complete item", () => {
    expect(parseUser(DEMO_USER)).to.deep.equal(DEMO_USER);
  });

  const wrong = [
    { attribute: "is_active", item: { ...DEMO_USER, is_active: "secret" } },
    { attribute: "created_at", item: { ...DEMO_USER, created_at: "secret" } },
    {
      attribute: "password.algorithm",
      item: { ...DEMO_USER, password: { ...DEMO_USER.password, algorithm: "secret" } },
    },
    { attribute: "password", item: { ...DEMO_USER, password: "secret" } },
    { attribute: "email", item: { ...DEMO_USER, email: undefined } },
  ];
  for (const { attribute, item } of wrong) {
    it(`names the attribute ${attribute} when it is wrong, and no value`, () => {
      const parse = () => parseUser(item);
      expect(parse).to.throw(`User usr_001 has no good attribute ${attribute}:`);
      expect(parse).to.not.throw(/secret|testuser/);
    });
  }
});
