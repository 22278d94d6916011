import { start } from "./start.ts";

/**
 * Starts the local cloud once and ends it: bundles, compiled code and what the program declares are there for the first
 * `npm start`, which then takes no longer than the next.
 */
const cloud = await start({ port: 0, awsPort: 0, functionUrlPort: 0, ephemeral: true });
await cloud.stop();
