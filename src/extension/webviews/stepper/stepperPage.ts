/** What a stepper's page has been sent, and what it is asked for. */
import type * as vscode from "vscode";
import type { FromStepper, StepperView, ToStepper } from "../../../protocol/stepper.ts";
import type { Diagram } from "../../../protocol/stepper/diagram.ts";
import { changeOf } from "../../../protocol/stepper/diagramChange.ts";
import type { StepperStrings } from "../../../protocol/stepper/strings.ts";
import type { Picture } from "./diagramSvg.ts";
import { isPngOf, pictureScale } from "./png.ts";

/** A page that is there draws in less; one that is being shown again has to load first. */
const drawingMs = 20_000;

export class StepperPage {
  readonly #panel: vscode.WebviewPanel;
  #ready = false;
  /** The diagram that the page has, and the name of what it shows. */
  #sent: { readonly name: string; readonly diagram: Diagram } | undefined;
  #asked = 0;
  /** Pictures that are asked for and not there yet. */
  readonly #drawing = new Map<number, { readonly ask: () => void; readonly done: (png?: Uint8Array) => void }>();

  constructor(panel: vscode.WebviewPanel) {
    this.#panel = panel;
  }

  /** The page has loaded, for the first time or again; it knows nothing. */
  loaded(): void {
    this.#ready = true;
    this.forget();
    // What was asked of the page before, nobody answers any more.
    for (const { ask } of this.#drawing.values()) ask();
  }

  /** The next diagram is sent whole. */
  forget(): void {
    this.#sent = undefined;
  }

  /** `name` tells diagrams apart, so that one is only made where it is another. A hidden page asks when it comes back. */
  show(
    view: StepperView,
    name: string,
    make: () => { readonly diagram: Diagram; readonly strings: () => StepperStrings },
  ): void {
    if (!this.#panel.visible) {
      this.#ready = false;
      // Only a page in sight is there to draw.
      if (this.#drawing.size > 0) this.#panel.reveal(undefined, true);
    }
    if (!this.#ready) return;
    if (name === this.#sent?.name) return this.#post({ type: "show", view });
    const { diagram, strings } = make();
    const before = this.#sent?.diagram;
    this.#sent = { name, diagram };
    if (before === undefined) this.#post({ type: "diagram", diagram, strings: strings() });
    // One message, so that the page draws once.
    this.#post({ type: "show", view, ...(before === undefined ? {} : { change: changeOf(before, diagram) }) });
  }

  /** The picture as a PNG; undefined where it cannot be drawn, or what comes back is none. */
  async draw({ svg, width, height }: Picture): Promise<Uint8Array | undefined> {
    const scale = pictureScale({ width, height });
    if (scale === undefined) return undefined;
    const id = ++this.#asked;
    const png = await new Promise<Uint8Array | undefined>((resolve) => {
      const late = setTimeout(() => resolve(undefined), drawingMs);
      const ask = (): void => this.#post({ type: "draw", id, svg, width, height, scale });
      const done = (bytes?: Uint8Array): void => {
        clearTimeout(late);
        resolve(bytes);
      };
      this.#drawing.set(id, { ask, done });
      if (!this.#panel.visible) this.#panel.reveal(undefined, true);
      else if (this.#ready) ask();
    });
    this.#drawing.delete(id);
    const size = { width: width * scale, height: height * scale };
    return png !== undefined && isPngOf(png, size) ? png : undefined;
  }

  drawn({ id, png }: Extract<FromStepper, { type: "picture" }>): void {
    this.#drawing.get(id)?.done(png);
  }

  #post(message: ToStepper): void {
    void this.#panel.webview.postMessage(message);
  }
}
