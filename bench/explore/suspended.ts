// The scenario with handlers that are suspended at every operation and more than a million situations, by ours alone.
import { buildProduction } from "../../scripts/package.ts";
import { folderOf } from "../spin/secondOpinion.ts";
import { exploreFolder, shownOf } from "./measure.ts";

/** As one object, like one set of the reference family. */
export function exploreSuspended(reduced: boolean): object {
  buildProduction();
  return shownOf(exploreFolder(folderOf("suspended"), !reduced));
}
