/** The worked solution as a file: its numbered steps as a comment, then the code. */
import type { ExerciseItem } from "../core/pack/model.ts";
import { markdownText } from "../core/pack/markdownText.ts";
import type { Translate } from "./translate.ts";

const width = 100;

export function solutionText(item: ExerciseItem, t: Translate): string {
  const heading = t("Worked solution: {0}", item.title);
  const steps = item.steps.flatMap((step, index) => wrapped(`${index + 1}. ${markdownText(step)}`));
  return `${[heading, ...steps].map((line) => `// ${line}`).join("\n")}\n\n${item.source.solution}`;
}

/** Lines of at most {@link width} characters where words allow; those after the first are indented. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `   ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
