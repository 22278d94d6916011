/** The table and the rows that a stack with demo data starts with, as DynamoDB's JSON. */
export const table = {
  AttributeDefinitions: ["id", "patientId", "date"].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S" as const,
  })),
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-patient",
      KeySchema: [
        { AttributeName: "patientId", KeyType: "HASH" as const },
        { AttributeName: "date", KeyType: "RANGE" as const },
      ],
      Projection: { ProjectionType: "ALL" as const },
    },
  ],
};

export const rows = [
  {
    id: { S: "1" },
    patientId: { S: "1" },
    date: { S: "2023-06-15" },
    time: { S: "10:00" },
    doctor: { S: "Dr. Smith" },
  },
  {
    id: { S: "2" },
    patientId: { S: "2" },
    date: { S: "2023-06-16" },
    time: { S: "14:30" },
    doctor: { S: "Dr. Johnson" },
  },
];
