import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { Message } from "./message.ts";

const Stored = v.object({ message: v.literal("Message processed successfully.") });
const Refused = v.object({ message: v.string() });

/** Takes messages in and stores them under their UUID. */
export const contract = defineContract({
  title: "Messages",
  schemas: { Message },
  routes: {
    "POST /message": {
      summary: "Store a message. Sending the same message again is harmless.",
      body: Message,
      example: {
        body: {
          messageUUID: "05ceddd6-67e2-429a-a9c3-ea3edf6dbc7e",
          messageText: "10 < Test message < 100. It should be valid",
          messageDatetime: "2025-01-24 18:04:01",
        },
      },
      responses: { 200: Stored, 400: Refused, 500: Refused },
    },
  },
  unrouted: { 405: Refused },
  fallback: ["ANY /message"],
  directRoute: "POST /message",
});
