/** A check under way: nothing at first, a progress bar after 300 ms, a way to cancel after a second. */
import { useEffect, useState } from "preact/hooks";
import type { ExerciseView } from "../../protocol/practice/exerciseView.ts";
import { post } from "./host.ts";
import { Button } from "../shared/parts.tsx";
import { say, text } from "../shared/words.ts";

const progressAfterMs = 300;
const cancelAfterMs = 1000;

export function Checking({ view }: { readonly view: ExerciseView }) {
  const [waited, setWaited] = useState<0 | 1 | 2>(0);
  useEffect(() => {
    if (!view.checking) return;
    const timers = [
      setTimeout(() => {
        setWaited(1);
        say(text("checking"));
      }, progressAfterMs),
      setTimeout(() => setWaited(2), cancelAfterMs),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      setWaited(0);
    };
  }, [view.checking]);
  if (!view.checking || waited === 0) return null;
  return (
    <div class="checking">
      <div class="progress" role="progressbar" aria-label={text("checking")} />
      <p>
        {text("checking")}{" "}
        {waited === 2 && (
          <Button kind="link" onPress={() => post({ type: "cancelCheck", key: view.key })}>
            {text("cancel")}
          </Button>
        )}
      </p>
    </div>
  );
}
