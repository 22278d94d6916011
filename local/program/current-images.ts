import { type DeclaredProgram, ofType } from "./declared.ts";
import { IMAGE_TYPE, imageDigest } from "./image-digest.ts";

/** The same declaration with its images' digests as their files are now, wherever the program has passed them on. */
export function withCurrentImages(program: DeclaredProgram): DeclaredProgram {
  let text = JSON.stringify(program);
  for (const { inputs, outputs } of ofType(program, IMAGE_TYPE))
    text = text.replaceAll(String(outputs.digest), imageDigest(inputs, program.directory));
  return JSON.parse(text) as DeclaredProgram;
}
