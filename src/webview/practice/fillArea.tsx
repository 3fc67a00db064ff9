/** Blanks and options: fill by dragging, by clicking one and then the other, or by keys alone. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { BlankItem } from "./blankItem.tsx";
import { drag } from "./drag.ts";
import { post } from "./host.ts";
import { historyKey, isTyping } from "./keys.ts";
import { OptionItem } from "./optionItem.tsx";
import { type Fill, nothingPicked, type Picked, type Picking, pickBlank, pickOption } from "./picking.ts";
import { say, text } from "../shared/words.ts";

/** A click that a pointer made has a detail above 0; Enter and Space make one with 0. */
const byKeyboard = (event: MouseEvent): boolean => event.detail === 0;

const arrows: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export function FillArea({ view }: { readonly view: ExerciseView }) {
  const area = useRef<HTMLElement>(null);
  const [picking, setPicking] = useState<Picking>(nothingPicked);
  const [asked, setAsked] = useState<Fill | undefined>(undefined);

  const codeOf = (letter: string): string => view.options.find((option) => option.letter === letter)?.code ?? "";
  const numberOf = (id: string): number => view.blanks.find((blank) => blank.id === id)?.number ?? 0;

  const askedCode = asked && codeOf(asked.option);
  const arrived = asked && view.blanks.some(({ id, code }) => id === asked.blank && code === askedCode);
  useEffect(() => {
    if (asked === undefined || !arrived) return;
    say(text("saidFilled", numberOf(asked.blank), askedCode ?? ""));
    setAsked(undefined);
  }, [asked, arrived]);

  const fill = (option: string, blank: string): void => {
    setAsked({ option, blank });
    setPicking(nothingPicked);
    post({ type: "fill", key: view.key, blank, code: codeOf(option) });
  };

  const focus = (selector: string): void => area.current?.querySelector<HTMLElement>(selector)?.focus();
  const focusBlank = (id: string): void => focus(`[data-blank="${CSS.escape(id)}"]`);

  const apply = (picked: Picked, before: Picking): void => {
    if (picked.fill !== undefined) fill(picked.fill.option, picked.fill.blank);
    else setPicking(picked.picking);
    if (picked.picking.option !== undefined) say(text("saidPickedUp", picked.picking.option));
    else if (picked.picking.blank !== undefined) say(text("saidBlankSelected", numberOf(picked.picking.blank)));
    else if (picked.fill === undefined && before !== nothingPicked) say(text("saidLetGo"));
  };

  const choseOption = (letter: string, keyboard: boolean): void => {
    const picked = pickOption(picking, letter);
    apply(picked, picking);
    if (!keyboard) return;
    if (picked.fill !== undefined) focusBlank(picked.fill.blank);
    else if (picked.picking.option !== undefined) {
      const target = view.blanks.find((blank) => blank.state === "empty") ?? view.blanks[0];
      if (target !== undefined) focusBlank(target.id);
    }
  };

  const choseBlank = (id: string, keyboard: boolean): void => {
    const picked = pickBlank(picking, id);
    apply(picked, picking);
    if (keyboard && picked.picking.blank !== undefined) focus("[data-option]");
  };

  const letGo = (): void => {
    if (picking.option !== undefined) focus(`[data-option="${CSS.escape(picking.option)}"]`);
    else if (picking.blank !== undefined) focusBlank(picking.blank);
    else return;
    setPicking(nothingPicked);
    say(text("saidLetGo"));
  };

  const typedLetter = (letter: string): void => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-blank]")?.dataset["blank"];
    const only = view.blanks.length === 1 ? view.blanks[0]?.id : undefined;
    const blank = picking.blank ?? focused ?? only;
    if (blank !== undefined) fill(letter, blank);
    else choseOption(letter, true);
  };

  const moveFocus = (by: number): void => {
    const here = document.activeElement?.closest<HTMLElement>("[data-group]");
    const items = [...(here?.querySelectorAll<HTMLElement>("[data-blank], [data-option]") ?? [])];
    const at = items.findIndex((item) => item === document.activeElement);
    if (at >= 0) items[(at + by + items.length) % items.length]?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event)) return;
    const history = historyKey(event);
    if (history !== undefined && view.opened) {
      event.preventDefault();
      post({ type: history, key: view.key });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inside = event.target instanceof Node && area.current?.contains(event.target) === true;
    const arrow = inside ? arrows[event.key] : undefined;
    const option = view.options.find(({ letter }) => letter === event.key.toLowerCase());
    const blank = view.blanks.find(({ number }) => String(number) === event.key);
    if (event.key === "Escape") {
      if (picking === nothingPicked) return;
      letGo();
    } else if (arrow !== undefined) moveFocus(arrow);
    else if (option !== undefined && view.opened) typedLetter(option.letter);
    else if (blank !== undefined && view.opened) {
      focusBlank(blank.id);
      choseBlank(blank.id, true);
    } else if (/^[0-9]$/.test(event.key)) say(text("saidNoBlank", event.key));
    else return;
    event.preventDefault();
  };

  // Wherever the focus is in the panel: after a check it is on the button, not on a blank. At once, for a quick typist.
  useLayoutEffect(() => {
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });

  const over = drag.value?.over;
  const placing = drag.value !== undefined || picking.option !== undefined;
  return (
    <section class={placing ? "fill-area placing" : "fill-area"} ref={area}>
      <h2>{text("blanks")}</h2>
      <ol class="blanks" data-group="blanks">
        {view.blanks.map((blank) => (
          <BlankItem
            key={blank.id}
            blank={blank}
            exercise={view.key}
            selected={picking.blank === blank.id}
            target={placing}
            over={over === blank.id}
            onChoose={(event) => choseBlank(blank.id, byKeyboard(event))}
          />
        ))}
      </ol>
      <h2>{text("options")}</h2>
      <ul class="options" data-group="options" aria-describedby="options-help">
        {view.options.map((option) => (
          <OptionItem
            key={option.letter}
            option={option}
            held={picking.option === option.letter}
            onChoose={(event) => choseOption(option.letter, byKeyboard(event))}
            onDragStart={() => setPicking(nothingPicked)}
            onDrop={(blank) => fill(option.letter, blank)}
            onCancel={() => say(text("saidLetGo"))}
          />
        ))}
      </ul>
      <p class="help" id="options-help">
        {text("optionsHelp")}
      </p>
      {drag.value !== undefined && (
        <code class="floating" style={{ left: `${drag.value.x}px`, top: `${drag.value.y}px` }} aria-hidden="true">
          {drag.value.code}
        </code>
      )}
    </section>
  );
}
