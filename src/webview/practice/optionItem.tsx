/** One option of the pool: pressed and released it is picked up, pressed and moved it is dragged. */
import type { OptionView } from "../../protocol/practice/exerciseView.ts";
import { drag, followPointer } from "./drag.ts";
import { Unseen } from "../shared/parts.tsx";
import { text } from "../shared/words.ts";

interface Props {
  readonly option: OptionView;
  readonly held: boolean;
  readonly onChoose: (event: MouseEvent) => void;
  readonly onDragStart: () => void;
  readonly onDrop: (blank: string) => void;
  readonly onCancel: () => void;
}

export function OptionItem({ option, held, onChoose, onDragStart, onDrop, onCancel }: Props) {
  const dragged = drag.value?.letter === option.letter;
  const handlers = { started: onDragStart, dropped: onDrop, cancelled: onCancel };
  return (
    <li>
      <button
        type="button"
        class={["option", held && "held", dragged && "dragged"].filter(Boolean).join(" ")}
        data-option={option.letter}
        aria-pressed={held}
        onClick={onChoose}
        onPointerDown={(press) => followPointer(press, option, handlers)}
      >
        <Unseen>{text("option")}</Unseen>
        <span class="letter">{option.letter}</span>
        <code>{option.code}</code>
      </button>
    </li>
  );
}
