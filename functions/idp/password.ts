import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import * as v from "valibot";

/**
 * A scrypt hash with all that is needed to verify it, so that the parameters can change while old hashes stay good.
 * Salt and hash are base64. https://datatracker.ietf.org/doc/html/rfc7914
 */
export const PasswordHash = v.object({
  algorithm: v.literal("scrypt"),
  cost: v.number(),
  block_size: v.number(),
  parallelization: v.number(),
  salt: v.string(),
  hash: v.string(),
});
export type PasswordHash = v.InferOutput<typeof PasswordHash>;

/**
 * One of OWASP's equivalent minimum settings, the second smallest in memory: 128 x cost x block_size = 16 MB a hash.
 * Four at a time, as many as Node's thread pool runs, are 64 MB of a function's 512, so that the same code stands
 * concurrent logins as a plain server. One takes 0.1 to 0.2 s of a core, about 0.5 s of the 0.3 vCPU of 512 MB.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
const PARAMETERS = { algorithm: "scrypt", cost: 2 ** 14, block_size: 8, parallelization: 5 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Verified where there is no user, so that an unknown name takes as long as a wrong password. No password has it. */
const NOBODY: PasswordHash = {
  ...PARAMETERS,
  salt: Buffer.alloc(SALT_BYTES).toString("base64"),
  hash: Buffer.alloc(HASH_BYTES).toString("base64"),
};

/** Hashes a new password with a salt of its own. */
export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, PARAMETERS);
  return { ...PARAMETERS, salt: salt.toString("base64"), hash: hash.toString("base64") };
}

/** Whether a password has this hash. Without one the answer is no, after as much work. */
export async function verifyPassword(password: string, stored: PasswordHash | undefined): Promise<boolean> {
  const { salt, hash, ...parameters } = stored ?? NOBODY;
  const expected = Buffer.from(hash, "base64");
  const actual = await derive(password, Buffer.from(salt, "base64"), expected.length, parameters);
  return timingSafeEqual(actual, expected) && stored !== undefined;
}

type Parameters = Pick<PasswordHash, "cost" | "block_size" | "parallelization">;

function derive(password: string, salt: Buffer, length: number, parameters: Parameters): Promise<Buffer> {
  const { cost, block_size: blockSize, parallelization } = parameters;
  // Node refuses work above 32 MB unless told; twice what scrypt's own tables take leaves room for the rest.
  const maxmem = 2 * 128 * blockSize * (cost + parallelization);
  const options: ScryptOptions = { cost, blockSize, parallelization, maxmem };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
