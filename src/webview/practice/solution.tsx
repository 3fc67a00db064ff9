/** The worked solution's steps and the common mistakes, once there is nothing left to give away. */
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { Prose } from "../shared/parts.tsx";
import { text } from "../shared/words.ts";

export function Solution({ view }: { readonly view: ExerciseView }) {
  if (view.solution === undefined) return null;
  const { steps, mistakes } = view.solution;
  return (
    <section class="solution">
      {steps.length > 0 && <h2>{text("solution")}</h2>}
      <ProseList kind="ol" items={steps} />
      {mistakes.length > 0 && <h2>{text("mistakes")}</h2>}
      <ProseList kind="ul" items={mistakes} />
    </section>
  );
}

/** A list whose items are rendered Markdown; nothing where there are none. */
export function ProseList({ kind: List, items }: { readonly kind: "ol" | "ul"; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <List>
      {items.map((html, index) => (
        <li key={String(index)}>
          <Prose html={html} />
        </li>
      ))}
    </List>
  );
}
