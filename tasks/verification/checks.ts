import type { Check } from "./check.ts";

const DATA: readonly Check[] = [
  { method: "GET", path: "/data", status: 200 },
  { method: "GET", path: "/healthz", status: 200, answer: { status: "ok" } },
  { method: "GET", path: "/readyz", status: 200, answer: { status: "ready" } },
];

const BEARER = { Authorization: "Bearer {access_token}" };
const IDP: readonly Check[] = [
  { method: "POST", path: "/auth/token", body: {}, status: 400, answer: { error: "VALIDATION_ERROR" } },
  { method: "GET", path: "/auth/userinfo", status: 400 },
  { method: "POST", path: "/auth/refresh", body: {}, status: 400 },
  {
    method: "GET",
    path: "/auth/nowhere",
    status: 404,
    answer: { error: "NOT_FOUND", message: "Endpoint not found: GET /auth/nowhere" },
  },
  {
    method: "POST",
    path: "/auth/token",
    body: { username: "testuser", password: "password123" },
    status: 200,
    answer: { token_type: "Bearer", expires_in: 3600 },
    keep: ["access_token", "refresh_token"],
    sandbox: true,
  },
  {
    method: "GET",
    path: "/auth/userinfo",
    headers: BEARER,
    status: 200,
    answer: { username: "testuser" },
    sandbox: true,
  },
  {
    method: "POST",
    path: "/auth/refresh",
    body: { refresh_token: "{refresh_token}" },
    status: 200,
    answer: { refresh_token: null },
    sandbox: true,
  },
];

const PLAYER = "/players/{player_id}";
const PLAYERS: readonly Check[] = [
  { method: "POST", path: "/players", body: {}, status: 400, answer: { error: "VALIDATION_ERROR" } },
  { method: "GET", path: "/players?limit=1", status: 200 },
  { method: "GET", path: "/players/nobody", status: 404, answer: { error: "SERVICE_ERROR" } },
  { method: "GET", path: "/players/nobody/stats", status: 404 },
  { method: "PUT", path: "/players/nobody", body: {}, status: 404 },
  { method: "DELETE", path: "/players/nobody", status: 404 },
  {
    method: "POST",
    path: "/players",
    body: { username: "v{run}", email: "v{run}@example.com" },
    status: 201,
    answer: { username: "v{run}", level: 1 },
    keep: ["player_id"],
    sandbox: true,
  },
  { method: "GET", path: PLAYER, status: 200, answer: { player_id: "{player_id}" }, sandbox: true },
  {
    method: "PUT",
    path: PLAYER,
    body: { status: "inactive" },
    status: 200,
    answer: { status: "inactive" },
    sandbox: true,
  },
  { method: "GET", path: `${PLAYER}/stats`, status: 200, answer: { total_games: 0 }, sandbox: true },
  { method: "DELETE", path: PLAYER, status: 204, sandbox: true },
];

const PATIENTS: readonly Check[] = [
  { method: "GET", path: "/patients/health", status: 200, answer: { service: "Patient Service" } },
  { method: "GET", path: "/patients", status: 200, answer: { message: "Patients retrieved successfully" } },
  { method: "GET", path: "/patients/nobody", status: 404, answer: { error: "Patient not found" } },
  {
    method: "POST",
    path: "/patients",
    body: {},
    status: 400,
    answer: { error: "Name and age are required" },
  },
  {
    method: "GET",
    path: "/patients/1",
    status: 200,
    answer: { patient: { name: "John Doe" } },
    sandbox: true,
  },
  { method: "POST", path: "/patients", body: { name: "Verify {run}", age: 30 }, status: 201, sandbox: true },
];

const APPOINTMENT = { patientId: "verify-{run}", date: "2023-06-20", time: "09:00", doctor: "Dr. Smith" };
const APPOINTMENTS: readonly Check[] = [
  { method: "GET", path: "/appointments/health", status: 200, answer: { service: "Appointment Service" } },
  { method: "GET", path: "/appointments", status: 200 },
  { method: "GET", path: "/appointments/none", status: 404, answer: { error: "Appointment not found" } },
  { method: "GET", path: "/appointments/patient/nobody", status: 404 },
  { method: "POST", path: "/appointments", body: {}, status: 400 },
  { method: "GET", path: "/appointments/1", status: 200, sandbox: true },
  { method: "GET", path: "/appointments/patient/1", status: 200, sandbox: true },
  { method: "POST", path: "/appointments", body: APPOINTMENT, status: 201, sandbox: true },
];

const ITEM = { sku: "verify-{run}", name: "Bolt", qty: 10 };
const INVENTORY: readonly Check[] = [
  { method: "GET", path: "/", status: 200, answer: { message: "Inventory Service running on Lambda" } },
  { method: "POST", path: "/inventory", body: {}, status: 422 },
  {
    method: "GET",
    path: "/inventory/none",
    status: 404,
    answer: { detail: "Item with SKU 'none' not found" },
  },
  { method: "GET", path: "/file/download/none.txt", status: 404 },
  {
    method: "POST",
    path: "/inventory",
    body: ITEM,
    status: 200,
    answer: { status: "created" },
    sandbox: true,
  },
  { method: "GET", path: "/inventory/verify-{run}", status: 200, answer: ITEM, sandbox: true },
  { method: "DELETE", path: "/inventory/verify-{run}", status: 200, answer: { status: "deleted" } },
  { method: "GET", path: "/file/download/sample.txt", status: 200, sandbox: true },
];

const MESSAGE = {
  messageUUID: "05ceddd6-67e2-429a-a9c3-ea3edf6dbc7e",
  messageText: "10 < Test message < 100. It should be valid",
  messageDatetime: "2025-01-24 18:04:01",
};
const MESSAGES: readonly Check[] = [
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

/** What a deployed stack is asked, by service: the documented examples first of all. */
export const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  data: DATA,
  idp: IDP,
  players: PLAYERS,
  patients: PATIENTS,
  appointments: APPOINTMENTS,
  inventory: INVENTORY,
  messages: MESSAGES,
};

/** The Function URL of data: open to the world, and with answers of its own. */
export const FUNCTION_URL_CHECKS: readonly Check[] = [
  { method: "GET", path: "/", status: 200 },
  { method: "GET", path: "/data", status: 200 },
  { method: "GET", path: "/nowhere", status: 404, answer: { error: "Not found" } },
];
