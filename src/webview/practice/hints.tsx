/** The hints opened so far; after a pass, all of them. */
import { useEffect, useRef } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { Prose } from "../shared/parts.tsx";
import { say, text } from "../shared/words.ts";

export function Hints({ view }: { readonly view: ExerciseView }) {
  const { opened } = view.hints;
  const part = useRef<HTMLElement>(null);
  const known = useRef(opened.length);
  useEffect(() => {
    if (opened.length === known.current + 1) {
      say(text("saidHintOpened", opened.length, part.current?.querySelector("li:last-child")?.textContent ?? ""));
      part.current?.scrollIntoView({ block: "nearest" });
    }
    known.current = opened.length;
  }, [opened.length]);
  if (opened.length === 0) return null;
  return (
    <section class="hints" data-part="hints" ref={part}>
      <h2>{text("hints")}</h2>
      <ol>
        {opened.map((html, index) => (
          <li key={String(index)}>
            <Prose html={html} />
          </li>
        ))}
      </ol>
    </section>
  );
}
