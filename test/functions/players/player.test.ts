import { expect } from "chai";
import fc from "fast-check";
import { changed, isPlayerId, newPlayer } from "../../../functions/players/player.ts";

const NOW = new Date("2026-03-01T12:00:00.000Z");
const ANN = newPlayer({ username: "ann", email: "ann@example.com" }, NOW);

describe("players: player", () => {
  it("is new at level 1 and active, under its username", () => {
    const { player_id, ...rest } = ANN;
    expect(player_id).to.satisfy(isPlayerId);
    expect(rest).to.deep.equal({
      username: "ann",
      email: "ann@example.com",
      display_name: "ann",
      status: "active",
      level: 1,
      experience_points: 0,
      created_at: NOW.toISOString(),
      updated_at: NOW.toISOString(),
    });
  });

  it("has an id of its own", () => {
    const ids = Array.from({ length: 1000 }, () => newPlayer(ANN, NOW).player_id);
    expect(new Set(ids)).to.have.length(1000);
  });

  const notIds = [
    "",
    "plr_",
    `${ANN.player_id}0`,
    ANN.player_id.toUpperCase(),
    ` ${ANN.player_id}`,
    "plr_\ud800",
  ];
  for (const text of notIds) {
    it(`can't have the id ${JSON.stringify(text)}`, () => {
      expect(isPlayerId(text)).to.equal(false);
    });
  }

  it("is later after each change, even when the clock goes back", () => {
    const clocks = fc.array(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }));
    fc.assert(
      fc.property(clocks, (times) => {
        let player = ANN;
        for (const now of times) {
          const next = changed(player, {}, now);
          expect(next.updated_at > player.updated_at).to.equal(true);
          expect(next).to.deep.equal({ ...player, updated_at: next.updated_at });
          player = next;
        }
      }),
    );
  });
});
