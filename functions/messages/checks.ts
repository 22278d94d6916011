import type { Check } from "../shared/check.ts";
import { contract } from "./contract.ts";

const MESSAGE = contract.routes["POST /message"].example.body;

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  {
    method: "POST",
    path: "/message",
    body: { messageUUID: MESSAGE.messageUUID, messageDatetime: MESSAGE.messageDatetime },
    status: 400,
    answer: { message: "Invalid input: Missing 'messageText'." },
  },
  {
    method: "POST",
    path: "/message",
    body: MESSAGE,
    status: 200,
    answer: { message: "Message processed successfully." },
    sandbox: true,
  },
];
