import { hashToken } from "../../../functions/idp/token.ts";

/** The declared demo user's hash: of `password123`. */
const COSTLY = {
  algorithm: "scrypt",
  cost: 16384,
  block_size: 8,
  parallelization: 5,
  salt: "q4ZpgLeXsig71gxemGETrw==",
  hash: "AmHBK+Zs91kQVzs+Y5BHBbL6BLOXsrbvyQpnvgOpY/g=",
};

/** Of `password123` too, by parameters of its own that take a hundredth of the work: rows are many. */
const CHEAP = {
  algorithm: "scrypt",
  cost: 1024,
  block_size: 8,
  parallelization: 1,
  salt: "AAAAAAAAAAAAAAAAAAAAAA==",
  hash: "wBBSGeA1KFLlzYOrNyMTwOLtU/Vl70p1rRS1Id5wURk=",
};

export const DEMO_USER = {
  username: "testuser",
  user_id: "usr_001",
  email: "testuser@example.com",
  is_active: true,
  created_at: "2025-01-01T00:00:00.000Z",
  password: CHEAP,
};

const FAR = 4_102_444_800;
const tokenItem = (token: string, type: "access" | "refresh", username: string, expires_at = FAR) => ({
  token_hash: hashToken(token),
  token_type: type,
  user_id: username === "testuser" ? "usr_001" : `usr_${username}`,
  username,
  expires_at,
});

/** What the rows of the contract find in the tables, by the environment name of each table: no request can make it. */
export const items = {
  TABLE_NAME: [
    DEMO_USER,
    { ...DEMO_USER, username: "inactive", user_id: "usr_inactive", is_active: false },
    { ...DEMO_USER, username: "renewed", user_id: "usr_another" },
    { ...DEMO_USER, username: "costly", user_id: "usr_costly", password: COSTLY },
  ],
  TOKEN_TABLE: [
    tokenItem("access-of-testuser", "access", "testuser"),
    tokenItem("refresh-of-testuser", "refresh", "testuser"),
    tokenItem("expired-access", "access", "testuser", 1_700_000_000),
    tokenItem("expired-refresh", "refresh", "testuser", 1_700_000_000),
    tokenItem("access-of-gone", "access", "gone"),
    tokenItem("refresh-of-gone", "refresh", "gone"),
    tokenItem("access-of-renewed", "access", "renewed"),
    tokenItem("access-of-inactive", "access", "inactive"),
    tokenItem("refresh-of-inactive", "refresh", "inactive"),
  ],
};
