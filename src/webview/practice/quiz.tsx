/** The question view: choose, check, then see on each option whether it is right and why, and the worked solution. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { QuizOptionView, QuizView } from "../../protocol/practice/quizView.ts";
import { post, saveState } from "./host.ts";
import { Button, Icon, Prose } from "../shared/parts.tsx";
import { ProseList } from "./solution.tsx";
import { say, text } from "../shared/words.ts";

export function Quiz({ view }: { readonly view: QuizView }) {
  const { key, answered, next, back } = view;
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const result = useRef<HTMLElement>(null);
  const waiting = useRef(false);
  useEffect(() => {
    if (answered === undefined || !waiting.current) return;
    waiting.current = false;
    say(answered.title);
    result.current?.scrollIntoView({ block: "nearest" });
  }, [answered]);

  const check = (): void => {
    waiting.current = true;
    saveState({ key, chosen: [...chosen] });
    post({ type: "answer", key, chosen: [...chosen] });
  };
  const choose = (index: number, on: boolean): void => {
    if (!view.multiple) setChosen([index]);
    else setChosen(on ? [...chosen, index] : chosen.filter((other) => other !== index));
  };
  const again = (): void => {
    setChosen([]);
    post({ type: "answerAgain", key });
  };

  return (
    <main class="quiz">
      <header>
        <p class="about">
          <span>{view.progress}</span>
          <span>{view.about}</span>
        </p>
        <h1>{view.title}</h1>
      </header>
      <Prose html={view.question} />
      <fieldset>
        <legend>{view.multiple ? text("chooseSeveral") : text("chooseOne")}</legend>
        {view.options.map((option) => (
          <QuizOption
            key={String(option.index)}
            option={option}
            multiple={view.multiple}
            checked={option.judged?.chosen ?? chosen.includes(option.index)}
            locked={answered !== undefined}
            onChange={(on) => choose(option.index, on)}
          />
        ))}
      </fieldset>
      {answered !== undefined && (
        <section class={`result ${answered.right ? "right" : "wrong"}`} ref={result}>
          <h2>
            <Icon name={answered.right ? "pass" : "error"} />
            {answered.title}
          </h2>
        </section>
      )}
      <div class="actions">
        {answered === undefined ? (
          <Button kind="primary" disabled={chosen.length === 0} onPress={check}>
            {text("check")}
          </Button>
        ) : (
          next !== undefined && (
            <Button kind="primary" onPress={() => post({ type: "open", key: next.key })}>
              {text("next", next.title)}
            </Button>
          )
        )}
        {answered !== undefined && <Button onPress={again}>{text("answerAgain")}</Button>}
        {back !== undefined && (
          <Button onPress={() => post({ type: "open", key: back.key })}>{text("back", back.title)}</Button>
        )}
        {answered === undefined && next !== undefined && (
          <Button kind="link" onPress={() => post({ type: "open", key: next.key })}>
            {text("next", next.title)}
          </Button>
        )}
      </div>
      {answered !== undefined && <Worked answered={answered} />}
    </main>
  );
}

interface OptionProps {
  readonly option: QuizOptionView;
  readonly multiple: boolean;
  readonly checked: boolean;
  readonly locked: boolean;
  readonly onChange: (on: boolean) => void;
}

function QuizOption({ option, multiple, checked, locked, onChange }: OptionProps) {
  const id = `option-${option.index}`;
  const { judged } = option;
  return (
    <div class={["quiz-option", judged && (judged.right ? "right" : "wrong")].filter(Boolean).join(" ")}>
      <input
        type={multiple ? "checkbox" : "radio"}
        id={id}
        name="option"
        checked={checked}
        disabled={locked}
        aria-describedby={judged && `${id}-why`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div class="quiz-option-text">
        <label for={id}>
          <Prose html={option.text} />
        </label>
        {judged !== undefined && (
          <div class="judged" id={`${id}-why`}>
            <p class="verdict">
              <Icon name={judged.right ? "pass" : "error"} />
              {judged.verdict}
            </p>
            <Prose html={judged.why} />
          </div>
        )}
      </div>
    </div>
  );
}

function Worked({ answered }: { readonly answered: NonNullable<QuizView["answered"]> }) {
  return (
    <section class="solution">
      <h2>{text("solution")}</h2>
      <ProseList kind="ol" items={answered.steps} />
      <h3>{text("finalAnswer")}</h3>
      {answered.finalAnswer.map((html) => (
        <Prose key={html} html={html} />
      ))}
      <h3>{text("quickCheck")}</h3>
      <Prose html={answered.quickCheck} />
      <h3>{text("remember")}</h3>
      <Prose html={answered.remember} />
      {answered.mistakes.length > 0 && <h3>{text("mistakes")}</h3>}
      <ProseList kind="ul" items={answered.mistakes} />
    </section>
  );
}
