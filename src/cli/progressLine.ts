/** How far a search has got, in one line of a terminal that is written over and over. */
import type { SearchTold } from "../core/exploration/model.ts";
import { searchingText } from "../text/coverage.ts";
import { english } from "../text/translate.ts";
import { printable } from "./printable.ts";

/** As much of a stream as is needed. Where it is no terminal, nothing is written. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

interface ProgressLine {
  readonly show: (told: SearchTold) => void;
  readonly clear: () => void;
}

const back = "\r\u001b[K";

export function progressLine(terminal: Terminal): ProgressLine {
  let shown = false;
  return {
    show: (told) => {
      if (terminal.isTTY !== true) return;
      shown = true;
      // A line that is broken in two could not be written over, and half a number would be a wrong one.
      const columns = (terminal.columns ?? 80) - 1;
      const { largest: _largest, ...short } = told;
      const lines = [told, short].map((one) => printable(searchingText(one, english)));
      terminal.write(`${back}${lines.find(({ length }) => length <= columns) ?? ""}`);
    },
    clear: () => {
      if (shown) terminal.write(back);
      shown = false;
    },
  };
}
