/**
 * Reads a required environment variable while the function initialises.
 * @throws Error naming the variable: Lambda reports it as the init error, so the first look at the log tells.
 */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    throw new Error(`Environment variable ${name} is not set. Declare it in the function's environment.`);
  }
  return value;
}
