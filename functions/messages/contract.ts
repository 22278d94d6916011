import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { Message } from "./message.ts";

const Stored = v.object({ message: v.literal("Message processed successfully.") });
const Refused = v.object({ message: v.string() });

/** Takes messages in and stores them under their UUID. */
export const contract = defineContract({
  title: "Messages",
  routes: {
    "POST /message": {
      summary: "Store a message. Sending the same message again is harmless.",
      body: Message,
      responses: { 200: Stored, 400: Refused, 500: Refused },
    },
  },
  fallback: ["ANY /message"],
  directRoute: "POST /message",
});
