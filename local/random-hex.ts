import { randomUUID } from "node:crypto";

/** Up to 32 digits. From a UUID, because Node keeps a store of random bytes for those and asks the kernel each time for others. */
export function randomHex(digits: number): string {
  return randomUUID().replaceAll("-", "").slice(-digits);
}
