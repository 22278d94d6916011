import { expect } from "chai";
import { claimKey, claimsOf } from "../../../functions/players/claim.ts";
import { newPlayer } from "../../../functions/players/player.ts";

describe("players: claim", () => {
  const spellings: readonly (readonly [name: string, one: string, other: string, same: boolean])[] = [
    ["case", "Ann", "aNN", true],
    ["case beyond ASCII", "ÉMILE", "émile", true],
    ["composition", "\u00e9mile", "e\u0301mile", true],
    ["width", "ａｎｎ", "ann", true],
    ["a space", "ann", "ann ", false],
    ["an accent", "émile", "emile", false],
    ["NUL", "ann", "ann\u0000", false],
  ];
  for (const [name, one, other, same] of spellings) {
    it(`${same ? "is one" : "are two"} for names that differ by ${name}`, () => {
      expect(claimKey("username", one) === claimKey("username", other)).to.equal(same);
    });
  }

  it("is of a username or of an email, never of both", () => {
    expect(claimKey("username", "ann@b.cd")).to.not.equal(claimKey("email", "ann@b.cd"));
  });

  it("leads to the player, whose own spelling stays", () => {
    const player = newPlayer({ username: "Ann", email: "Ann@B.cd" }, new Date());
    const { player_id } = player;
    expect(claimsOf(player)).to.deep.equal({
      username: { claim: "username#ann", player_id },
      email: { claim: "email#ann@b.cd", player_id },
    });
  });
});
