// A library: `stacks` knows how many copies of a book are in, and `website` shows it. This check is run after every
// step, to find out whether the website follows the stacks.
import { same, type World } from "eventually";

/** True as long as nothing is wrong; a sentence otherwise. */
export function websiteFollows(world: World): true | string {
  if (/*@blank tooEarly*/ !world.drained) return true;
  return same(world.db("website"), world.db("stacks")) || "the website differs from the stacks";
}
