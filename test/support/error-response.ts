import { expect } from "chai";

/** How a timestamp is written. */
export const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/**
 * What a row expects of an error answer.
 * @param message not looked at when undefined
 * @param fields  that `details` names; none is `details: null`
 */
export function refusal(status: number, error: string, message: string | undefined, ...fields: string[]) {
  const body = (actual: unknown) => {
    const answer = actual as Record<string, unknown>;
    expect(answer).to.have.all.keys("error", "message", "details", "timestamp");
    expect(answer.error).to.equal(error);
    if (message !== undefined) expect(answer.message).to.equal(message);
    expect(answer.timestamp).to.match(TIMESTAMP);
    const details = answer.details as { field: string }[] | null;
    expect(details?.map(({ field }) => field) ?? []).to.deep.equal(fields);
  };
  return { status, body };
}

/** A request that does not meet the contract. */
export function invalid(message: string | undefined, ...fields: string[]) {
  return refusal(400, "VALIDATION_ERROR", message, ...fields);
}
