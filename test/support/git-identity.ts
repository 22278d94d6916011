/** What Git is told before its command, so that it commits on any machine. */
export const GIT_IDENTITY = [
  ["user.name", "test"],
  ["user.email", "test@example.com"],
  ["commit.gpgsign", "false"],
].flatMap(([key, value]) => ["-c", `${key}=${value}`]);
