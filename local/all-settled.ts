/** Waits for all of them, even when one fails, so that nothing is half done behind a failure. @throws the first failure */
export async function allSettled(works: Iterable<Promise<unknown>>): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}
