/** One blank: what the learner's file holds there, what the author says of it, and the ways to change it. */
import type { BlankView, ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { post } from "./host.ts";
import { Button, Icon, IconButton, Prose, Unseen } from "../shared/parts.tsx";
import { text } from "../shared/words.ts";

interface Props {
  readonly blank: BlankView;
  readonly exercise: ExerciseView["key"];
  readonly selected: boolean;
  /** An option is held or dragged, so that this blank can take it. */
  readonly target: boolean;
  /** A dragged option is over it. */
  readonly over: boolean;
  readonly onChoose: (event: MouseEvent) => void;
}

export function BlankItem({ blank, exercise: key, selected, target, over, onChoose }: Props) {
  const classes = ["slot", blank.state, selected && "selected", target && "target", over && "over"];
  return (
    <li class="blank">
      {blank.question !== undefined && <Prose html={blank.question} class="question" />}
      <div class="blank-line">
        <button
          type="button"
          class={classes.filter(Boolean).join(" ")}
          data-blank={blank.id}
          aria-pressed={selected}
          onClick={onChoose}
        >
          <Unseen>{text("blank")}</Unseen>
          <span class="number">{blank.number}</span>
          {blank.state === "empty" && <Unseen>{text("empty")}</Unseen>}
          {blank.state === "filled" ? (
            <code>{blank.code}</code>
          ) : (
            <span class="placeholder">{placeholder(blank, target)}</span>
          )}
        </button>
        <IconButton
          icon="go"
          label={text("editBlankInFile", blank.number)}
          onPress={() => post({ type: "revealBlank", key, blank: blank.id })}
        />
        {blank.state === "filled" && (
          <IconButton
            icon="discard"
            label={text("resetBlank", blank.number)}
            onPress={() => post({ type: "resetBlank", key, blank: blank.id })}
          />
        )}
      </div>
      {blank.state === "missing" && (
        <Button onPress={() => post({ type: "restoreBlank", key, blank: blank.id })}>
          {text("restoreBlank", blank.number)}
        </Button>
      )}
      {blank.listed !== undefined && (
        <div class={`why ${blank.listed.tone}`}>
          <Icon name={blank.listed.tone === "wrong" ? "error" : "warning"} />
          <div>
            <p class="why-title">{blank.listed.title}</p>
            <Prose html={blank.listed.why} />
          </div>
        </div>
      )}
    </li>
  );
}

function placeholder(blank: BlankView, target: boolean): string {
  if (blank.state === "missing") return text("blankMissing", blank.number);
  return target ? text("putHere") : text("dropHere");
}
