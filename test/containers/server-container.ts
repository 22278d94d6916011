import { Container } from "./container.ts";
import { AWS_REFUSED } from "./lambda-container.ts";
import { placeholderEnvironment, workbench } from "./workbench.ts";

/** Starts a function's `server` image as its own user, without anything writable. */
export async function startServer(
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Container> {
  const { name: image } = await (await workbench()).image(name, "server");
  return Container.start({
    image,
    port: Number(environment.PORT ?? 7774),
    options: ["--health-interval", "1s"],
    environment: { ...AWS_REFUSED, ...(await placeholderEnvironment(name)), ...environment },
  });
}
