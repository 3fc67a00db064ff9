/** Small pieces that several views are made of: icons, prose from Markdown, links to lines, buttons. */
import type { ComponentChildren } from "preact";
import type { LinkToLine } from "../../protocol/linkToLine.ts";
import { said, text } from "./words.ts";

export type IconName =
  | "add"
  | "chevronLeft"
  | "chevronRight"
  | "collapse"
  | "discard"
  | "error"
  | "expand"
  | "first"
  | "go"
  | "info"
  | "last"
  | "lock"
  | "pass"
  | "restore"
  | "warning";

/** Decoration only: the word beside it or the button's label says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`icon icon-${name}`} aria-hidden="true" />;
}

/** HTML that the host made from a pack's Markdown; it holds no scripts, styles or handlers, and the page's policy runs none. */
export function Prose({ html, class: extra }: { readonly html: string; readonly class?: string }) {
  return <div class={extra === undefined ? "prose" : `prose ${extra}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** Words that the eye gets from the place and shape of what stands beside them. */
export function Unseen({ children }: { readonly children: ComponentChildren }) {
  return <span class="for-screen-readers">{children}</span>;
}

interface ButtonProps {
  readonly kind?: "primary" | "secondary" | "link";
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/** A disabled button stays in the tab order, so that the keyboard does not lose its place while a check runs. */
export function Button({ kind = "secondary", disabled = false, onPress, children }: ButtonProps) {
  return (
    <button type="button" class={`button ${kind}`} aria-disabled={disabled} onClick={() => disabled || onPress()}>
      {children}
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

export function IconButton({ icon, label, disabled = false, onPress }: IconButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      aria-disabled={disabled}
      onClick={() => disabled || onPress()}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What is said aloud. It must stay in the page while views change. */
export function LiveRegion() {
  return (
    <div class="for-screen-readers" role="status" aria-live="polite">
      {said.value}
    </div>
  );
}

interface StepControlsProps {
  readonly at: number;
  readonly last: number;
  /** "Step 4 of 6". */
  readonly position: string;
  /** What the slider says beyond its position. */
  readonly detail?: string;
  /** The stepper can go on beyond the last step; a run that is over cannot. */
  readonly open?: boolean;
  readonly onGo: (index: number) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

/** Along a run: to the start, back, on, to the end, and a slider. */
export function StepControls(props: StepControlsProps) {
  const { at, last, position, detail, open = false, onGo, onBack, onNext } = props;
  return (
    <>
      <IconButton icon="first" label={text("firstStep")} disabled={at === 0} onPress={() => onGo(0)} />
      <IconButton icon="chevronLeft" label={text("previousStep")} disabled={at === 0} onPress={onBack} />
      <IconButton icon="chevronRight" label={text("nextStep")} disabled={!open && at === last} onPress={onNext} />
      <IconButton icon="last" label={text("lastStep")} disabled={at === last} onPress={() => onGo(last)} />
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={text("stepSlider")}
        aria-valuetext={detail === undefined ? position : `${position}: ${detail}`}
        onInput={(event) => onGo(event.currentTarget.valueAsNumber)}
      />
      <span class="step-of">{position}</span>
    </>
  );
}

export function LineLink({ link, onOpen }: { readonly link: LinkToLine; readonly onOpen: (link: LinkToLine) => void }) {
  return (
    <button type="button" class="button link" onClick={() => onOpen(link)}>
      {link.label}
    </button>
  );
}
