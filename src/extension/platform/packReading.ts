/** What is needed only once a pack is read, and is a file of its own then: the reader, and words for what is wrong. */
export { readPack } from "../../core/pack/readPack.ts";
export { packProblemText } from "../../text/packProblems.ts";
