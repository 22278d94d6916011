/** Greets by name, and says which stage and route it was reached by. */
export const hello = async (event) => ({
  greeting: `Hello, ${event.pathParameters?.name ?? "world"}!`,
  route: event.routeKey,
  path: event.rawPath,
});
