/** DynamoDB's limits of a key attribute, in bytes of UTF-8; the empty string is no key. */
const PARTITION_KEY_BYTES = 2048;
const SORT_KEY_BYTES = 1024;

/**
 * Whether DynamoDB takes the text as a partition key. What it does not take names no item: a look-up that comes from
 * a client is answered "not found" without a call, where DynamoDB would answer a ValidationException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys
 */
export function isPartitionKey(text: string): boolean {
  return isKey(text, PARTITION_KEY_BYTES);
}

/** Whether DynamoDB takes the text as a sort key. */
export function isSortKey(text: string): boolean {
  return isKey(text, SORT_KEY_BYTES);
}

function isKey(text: string, bytes: number): boolean {
  // A lone surrogate has no UTF-8, so it can't be stored as it is.
  return text !== "" && text.isWellFormed() && Buffer.byteLength(text) <= bytes;
}
