/** Functions that run in the tests' own process tell of failures alone, not of each request. */
process.env.LOG_LEVEL ??= "ERROR";
