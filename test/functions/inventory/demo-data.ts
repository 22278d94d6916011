/** The table of a stack. It starts without rows. */
export const table = {
  AttributeDefinitions: [{ AttributeName: "sku", AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: "sku", KeyType: "HASH" as const }],
};

/** The file that a stack with demo data starts with. */
export const SAMPLE = { Key: "sample.txt", ContentType: "text/plain", Body: "This is a sample file.\n" };
