/** The verdict of the last check, in words, with what broke and the line that shows it. */
import { useEffect, useRef } from "preact/hooks";
import type { ExerciseView, ResultView } from "../../protocol/practice/exerciseView.ts";
import { post } from "./host.ts";
import { Button, Icon, type IconName, LineLink } from "../shared/parts.tsx";
import { showEntry } from "./run.tsx";
import { say, sentences, text } from "../shared/words.ts";

const icons: Readonly<Record<ResultView["tone"], IconName>> = {
  right: "pass",
  worse: "warning",
  wrong: "error",
  incomplete: "info",
  error: "error",
};

export function Result({ view }: { readonly view: ExerciseView }) {
  const { result, key } = view;
  const part = useRef<HTMLElement>(null);
  const checkedHere = useRef(false);
  if (view.checking) checkedHere.current = true;
  useEffect(() => {
    if (view.checking || result === undefined || !checkedHere.current) return;
    checkedHere.current = false;
    const findings = result.findings.map((finding) => finding.title);
    say(sentences([result.title, ...findings, result.text ?? ""]));
    part.current?.scrollIntoView({ block: "nearest" });
  }, [view.checking, result]);
  if (result === undefined) return null;
  return (
    <section class={`result ${result.tone}${result.stale ? " stale" : ""}`} data-part="result" ref={part}>
      <h2>
        <Icon name={icons[result.tone]} />
        {result.title}
      </h2>
      {result.stale && <p class="stale-note">{text("stale")}</p>}
      {result.findings.length > 0 && (
        <ul class="findings">
          {result.findings.map((finding) => (
            <li key={finding.title}>
              <p>
                {finding.title}
                {finding.link !== undefined && (
                  <>
                    {" "}
                    <LineLink
                      link={finding.link}
                      onOpen={({ line, column }) => post({ type: "revealLine", key, line, column })}
                    />
                  </>
                )}
                {finding.entry !== undefined && view.run !== undefined && (
                  <>
                    {" "}
                    <Button kind="link" onPress={() => showEntry(finding.entry ?? 0)}>
                      {text("atStep", finding.entry)}
                    </Button>
                  </>
                )}
              </p>
              {finding.detail !== undefined && <p class="detail">{finding.detail}</p>}
            </li>
          ))}
        </ul>
      )}
      {result.text !== undefined && <p>{result.text}</p>}
      {view.run !== undefined && !result.stale && (
        <p>
          <Button kind="link" onPress={() => post({ type: "replay", key })}>
            {text("replay")}
          </Button>
        </p>
      )}
    </section>
  );
}
