import { scryptSync } from "node:crypto";
import { expect } from "chai";
import { logIn, refresh, type Store, userOf } from "../../../functions/idp/authentication.ts";
import { hashToken, type StoredToken } from "../../../functions/idp/token.ts";
import type { User } from "../../../functions/idp/user.ts";

const NOW = new Date("2026-03-01T12:00:00.250Z");
const USER: User = {
  username: "ann",
  user_id: "usr_ann",
  email: "ann@example.com",
  is_active: true,
  created_at: "2026-01-01T00:00:00.000Z",
  password: {
    algorithm: "scrypt",
    cost: 2,
    block_size: 1,
    parallelization: 1,
    salt: "",
    hash: scryptSync("password of ann", "", 32, { cost: 2, blockSize: 1, parallelization: 1 }).toString(
      "base64",
    ),
  },
};
const CREDENTIALS = { username: "ann", password: "password of ann" };

function storeOf(...users: readonly User[]) {
  const tokens = new Map<string, StoredToken>();
  const store: Store = {
    findUser: async (username) => users.find((user) => user.username === username),
    findToken: async (hash) => tokens.get(hash),
    saveToken: async (token) => void tokens.set(token.token_hash, token),
  };
  return { store, tokens };
}

const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);
const refusalOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "accepted",
    (error: Error) => error.message,
  );

describe("idp: authentication", () => {
  it("keeps of two tokens their hashes, types, user and times", async () => {
    const { store, tokens } = storeOf(USER);
    const { access_token, refresh_token, issued_at } = await logIn(store, CREDENTIALS, NOW);
    const owner = { user_id: "usr_ann", username: "ann" };
    const start = Math.ceil(NOW.getTime() / 1000);
    expect([...tokens.values()]).to.deep.equal([
      { token_hash: hashToken(access_token), token_type: "access", ...owner, expires_at: start + 3600 },
      { token_hash: hashToken(refresh_token), token_type: "refresh", ...owner, expires_at: start + 86_400 },
    ]);
    expect(issued_at).to.equal(NOW.toISOString());
  });

  it("keeps nothing of a refused login", async () => {
    const { store, tokens } = storeOf({ ...USER, is_active: false });
    await refusalOf(logIn(store, CREDENTIALS, NOW));
    await refusalOf(logIn(store, { ...CREDENTIALS, password: "another password" }, NOW));
    expect(tokens.size).to.equal(0);
  });

  it("gives nobody a token that could not be kept", async () => {
    const { store } = storeOf(USER);
    const full: Store = { ...store, saveToken: () => Promise.reject(new Error("table full")) };
    expect(await refusalOf(logIn(full, CREDENTIALS, NOW))).to.equal("table full");
  });

  const lifetimes = [
    { token: "access", lastMs: 3_600_000, refusal: "Token has expired" },
    { token: "refresh", lastMs: 86_400_000, refusal: "Refresh token has expired" },
  ] as const;
  for (const { token, lastMs, refusal } of lifetimes) {
    it(`takes a token of type ${token} for as long as promised, and hardly longer`, async () => {
      const { store } = storeOf(USER);
      const granted = await logIn(store, CREDENTIALS, NOW);
      const use = (now: Date) =>
        token === "access"
          ? userOf(store, `Bearer ${granted.access_token}`, now)
          : refresh(store, granted.refresh_token, now);
      expect(await refusalOf(use(later(lastMs - 1)))).to.equal("accepted");
      expect(await refusalOf(use(later(lastMs + 1000)))).to.equal(refusal);
    });
  }

  it("never takes one type of token for the other, expired or not", async () => {
    const { store } = storeOf(USER);
    const granted = await logIn(store, CREDENTIALS, NOW);
    for (const now of [NOW, later(1e9)]) {
      const asAccess = userOf(store, `Bearer ${granted.refresh_token}`, now);
      const asRefresh = refresh(store, granted.access_token, now);
      expect(await refusalOf(asAccess)).to.equal("Invalid token type");
      expect(await refusalOf(asRefresh)).to.equal("Invalid token type");
    }
  });
});
