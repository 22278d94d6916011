/** The table and the rows that a stack with demo data starts with, as DynamoDB's JSON. */
export const table = {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" as const }],
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
};

export const rows = [
  {
    id: { S: "1" },
    name: { S: "John Doe" },
    age: { N: "30" },
    condition: { S: "Healthy" },
    createdAt: { S: "2023-06-01T00:00:00.000Z" },
  },
  {
    id: { S: "2" },
    name: { S: "Jane Smith" },
    age: { N: "45" },
    condition: { S: "Hypertension" },
    createdAt: { S: "2023-06-02T00:00:00.000Z" },
  },
];
